package io.euge.tracking.mot;

import java.nio.file.Path;

/** The format of a text file of tracks, determined by its first line that is not blank. */
public enum TrackTextFormat {
  /** MOT text. */
  MOT,
  /** KITTI's labels. */
  KITTI,
  /** No line at all, as of a tracker that found nothing. */
  EMPTY,
  /** As many values as MOT text has, or more, that begin with no number: malformed, or CSV. */
  VALUES,
  /** Something else. */
  OTHER;

  private static final int KITTI_VALUES = 17;

  /**
   * Looks at a file, which may be compressed by gzip.
   *
   * @throws io.euge.EugeException if it cannot be read
   */
  public static TrackTextFormat of(Path file) {
    try (LineReader line = LineReader.ofBeginning(file)) {
      if (!line.next()) {
        return EMPTY;
      }
      boolean numbers = line.count() >= 3 && line.isNumber(0) && line.isNumber(1);
      if (numbers && line.count() >= KITTI_VALUES && !line.isNumber(2)) {
        return KITTI;
      }
      if (numbers && line.count() >= 6 && line.count() <= 10) {
        return MOT;
      }
      return line.count() >= 6 ? VALUES : OTHER;
    }
  }
}
