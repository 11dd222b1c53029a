package io.euge.cli.tune;

/** Chooses the length of segments. */
final class SegmentChoice {
  /** The length that {@code auto} chooses if there are many videos. */
  static final double USUAL = 60;

  /** Maximum time to open segments, relative to the time to read them. */
  private static final double OPENING = 0.02;

  /** Minimum number of segments per slot, so that all cores finish at about the same time. */
  private static final int PER_SLOT = 4;

  private SegmentChoice() {}

  /**
   * Returns the length of a segment in seconds: the default length; longer if opening would cost
   * too much; shorter if there were too few segments for all tasks.
   *
   * @param videoSeconds total length of all videos
   * @param slots number of concurrent tasks of the cluster
   */
  static double seconds(TaskCost cost, double videoSeconds, int slots) {
    double least = cost.perSegment() / (OPENING * cost.perVideoSecond());
    double most = videoSeconds / ((double) PER_SLOT * slots);
    return Math.max(1, Math.ceil(Math.min(Math.max(USUAL, least), most)));
  }
}
