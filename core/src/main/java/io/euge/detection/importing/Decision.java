package io.euge.detection.importing;

import io.euge.file.AtomicFile;
import io.euge.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What test runs of a graph decided. It is kept, so that a graph is run once and not in each job.
 *
 * @param reading the name of the chosen reading
 * @param batches whether one run takes several frames
 * @param notice about the choice; may be empty
 */
record Decision(String reading, boolean batches, String notice) {
  /** Changes when test runs would decide otherwise. */
  private static final String VERSION = "euge test run 3";

  /** Returns the place of what is decided for so many inputs of the decision. */
  static Path place(Path folder, List<String> inputs) {
    return folder.resolve(Sha256.of(List.of(VERSION, String.join("\n", inputs))) + ".txt");
  }

  /** Returns what was decided earlier; empty if nothing was, or it cannot be read. */
  static Optional<Decision> read(Path place) {
    try {
      List<String> lines = Files.readAllLines(place);
      return lines.size() == 3
          ? Optional.of(
              new Decision(lines.get(0), Boolean.parseBoolean(lines.get(1)), lines.get(2)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Keeps the decision, where that can be written: else it is made again next time. */
  void write(Path place) {
    byte[] text =
        (reading + "\n" + batches + "\n" + notice.replace('\n', ' ') + "\n")
            .getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(place.getParent());
      AtomicFile.write(
          place.getParent(), hash -> place.getFileName().toString(), out -> out.write(text));
    } catch (IOException e) {
      // The import itself fails with a reason if the folder cannot be written.
    }
  }
}
