package io.euge.cli.tune;

/** Chooses how long segments are. */
final class SegmentChoice {
  /** What {@code auto} takes, if there are many videos. */
  static final double USUAL = 60;

  /** The most that opening segments may cost, as a part of reading them. */
  private static final double OPENING = 0.02;

  /** Enough that all cores end at about the same time. */
  private static final int PER_SLOT = 4;

  private SegmentChoice() {}

  /**
   * Returns the seconds of a segment: the usual length, longer if opening would cost too much, and
   * shorter if there were too few segments for all tasks.
   *
   * @param videoSeconds of all videos
   * @param slots tasks of the cluster at the same time
   */
  static double seconds(TaskCost cost, double videoSeconds, int slots) {
    double least = cost.perSegment() / (OPENING * cost.perVideoSecond());
    double most = videoSeconds / ((double) PER_SLOT * slots);
    return Math.max(1, Math.ceil(Math.min(Math.max(USUAL, least), most)));
  }
}
