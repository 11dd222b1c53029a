package io.euge.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processes whose ids a typed document wrote to a file, a line each. */
final class RecordedProcesses {
  private RecordedProcesses() {}

  /** Ends them and all that they started. Without the file there is none. */
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
