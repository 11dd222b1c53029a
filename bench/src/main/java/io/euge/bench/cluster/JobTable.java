package io.euge.bench.cluster;

import io.euge.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The table of a job.
 *
 * @param frames number of its rows, one per frame
 * @param rows SHA-256 of the sorted rows
 */
record JobTable(long frames, String rows) {
  /**
   * Reads a table of JSON lines.
   *
   * @param scratch a directory whose path is left out of the rows, because it differs between runs
   */
  static JobTable read(Path table, Path scratch) throws IOException {
    List<String> rows = new ArrayList<>();
    try (Stream<Path> parts = Files.list(table)) {
      for (Path part :
          (Iterable<Path>) parts.filter(file -> file.toString().endsWith(".json"))::iterator) {
        Files.readAllLines(part).stream()
            .map(row -> row.replace(scratch.toString(), ""))
            .forEach(rows::add);
      }
    }
    rows.sort(null);
    return new JobTable(rows.size(), Sha256.of(rows));
  }
}
