package io.euge.tracking;

/** The trackers, each with options of its own. */
public enum TrackerType {
  /** Kalman filter and assignment by overlap. */
  SORT(1, 3, 0.3, 0.3, Double.POSITIVE_INFINITY),
  /** SORT's idea with a second association of detections of low confidence. */
  BYTETRACK(1, 2, 0.1, 0.3, 0.1),
  /** SORT centered on observations: direction, recovery and re-update after a loss. */
  OCSORT(1.2, 3, 0.3, 0.4, 0.1);

  /** The best of the three on recordings of road cameras (HOTA and IDF1). */
  public static final TrackerType DEFAULT = BYTETRACK;

  private static final double LONGEST_AGE = 1e9;

  @SuppressWarnings("ImmutableEnumChecker") // A record of numbers.
  private final TrackerOptions options;

  TrackerType(double maxAge, int minHits, double overlap, double confidence, double lowConfidence) {
    options =
        new TrackerOptions(
            1 / TrackerOptions.USUAL_FRAME_RATE,
            maxAge,
            minHits,
            overlap,
            confidence,
            lowConfidence,
            false,
            false);
  }

  /**
   * Returns the options of the tracker's authors, for 25 frames a second; only ByteTrack's
   * confidence and least overlap are lower than theirs (0.5 and 0.2), for small and narrow vehicles
   * seldom have more.
   */
  public TrackerOptions options() {
    return options;
  }

  /**
   * Returns whether a track can be kept that long without detections: for SORT a whole number of
   * steps, for the others a number of seconds.
   */
  public boolean isMaxAge(double age) {
    return age >= 0 && age <= LONGEST_AGE && (this != SORT || age == Math.rint(age));
  }

  /** Returns in words what {@link #isMaxAge} accepts. */
  public String maxAgeForm() {
    return this == SORT ? "a whole number of frames for sort" : "a number of at least 0";
  }

  /** Creates a tracker for one sequence. */
  public Tracker create(TrackerOptions chosen) {
    return switch (this) {
      case SORT -> new SortTracker(chosen);
      case BYTETRACK -> new ByteTracker(chosen);
      case OCSORT -> new OcSortTracker(chosen);
    };
  }
}
