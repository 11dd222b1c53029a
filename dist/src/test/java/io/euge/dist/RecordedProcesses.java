package io.euge.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processes whose IDs the commands of a document wrote to a file, one per line. */
final class RecordedProcesses {
  private RecordedProcesses() {}

  /** Ends the processes and their descendants; does nothing if the file does not exist. */
  static void end(Path ids) throws IOException {
    if (!Files.exists(ids)) {
      return;
    }
    for (String id : Files.readAllLines(ids)) {
      ProcessHandle.of(Long.parseLong(id))
          .ifPresent(
              process -> {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
              });
    }
  }
}
