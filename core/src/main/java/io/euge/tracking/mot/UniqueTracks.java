package io.euge.tracking.mot;

import java.util.HashMap;
import java.util.Map;

/** Sees that a track has one box in a frame. */
final class UniqueTracks {
  private final LineReader lines;
  private final Map<Long, Integer> lineOf = new HashMap<>();

  UniqueTracks(LineReader lines) {
    this.lines = lines;
  }

  /** Adds the box in the current line; a negative id is no track. */
  void add(int frame, int id) {
    if (id < 0) {
      return;
    }
    Integer first = lineOf.putIfAbsent((long) frame << 32 | id, lines.number());
    if (first != null) {
      throw lines.wrong(
          "track %d has a second box in frame %d (the first is in line %d)"
              .formatted(id, frame, first),
          "give each track one box a frame");
    }
  }
}
