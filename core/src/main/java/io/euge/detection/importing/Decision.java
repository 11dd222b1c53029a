package io.euge.detection.importing;

import java.util.List;
import java.util.Optional;

/**
 * What test runs of a graph decided.
 *
 * @param reading the name of the chosen reading
 * @param batches whether one run takes several frames
 * @param notice about the choice; may be empty
 */
record Decision(String reading, boolean batches, String notice) {
  /** Returns what was decided earlier; empty if nothing was. */
  static Optional<Decision> read(RunRecord record) {
    return record
        .read(3)
        .map(lines -> new Decision(lines.get(0), Boolean.parseBoolean(lines.get(1)), lines.get(2)));
  }

  void write(RunRecord record) {
    record.write(List.of(reading, Boolean.toString(batches), notice));
  }
}
