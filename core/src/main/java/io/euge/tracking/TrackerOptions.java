package io.euge.tracking;

/**
 * Options of a tracker. {@link TrackerType#options()} has the values of each tracker's authors.
 *
 * @param frameDuration seconds; the unit of time in which the filters' noise is stated, and the
 *     step between frames whose times do not grow
 * @param maxAge for how long a track without detections is kept: steps of the sampled input for
 *     SORT, seconds for the others
 * @param minHits how many detections confirm a new track
 * @param overlap the least overlap, as intersection over union, of a detection and a track in the
 *     first association
 * @param confidence detections above it start tracks and take part in the first association
 * @param lowConfidence detections above it and below {@code confidence} continue tracks in a second
 *     association; SORT has none
 * @param skipEmptyFrames whether frames without any box are left out, as if their time had not
 *     passed
 * @param predictions whether confirmed tracks are reported, where they are predicted to be, in
 *     frames without a detection of them
 */
public record TrackerOptions(
    double frameDuration,
    double maxAge,
    int minHits,
    double overlap,
    double confidence,
    double lowConfidence,
    boolean skipEmptyFrames,
    boolean predictions)
    implements java.io.Serializable {
  /** Frames per second of most recordings, which the noise of the filters fits. */
  public static final double USUAL_FRAME_RATE = 25;

  /** Checks the values. */
  public TrackerOptions {
    require(frameDuration > 0 && frameDuration < Double.POSITIVE_INFINITY, "frame duration");
    require(maxAge >= 0, "lifetime");
    require(minHits >= 0, "number of detections that confirm a track");
    require(overlap >= 0 && overlap <= 1, "least overlap");
    require(!Double.isNaN(confidence), "confidence");
  }

  private static void require(boolean valid, String name) {
    if (!valid) {
      throw new IllegalArgumentException("invalid " + name + " of a tracker");
    }
  }

  /** Returns these options for another nominal frame duration, in seconds. */
  public TrackerOptions withFrameDuration(double seconds) {
    return new TrackerOptions(
        seconds, maxAge, minHits, overlap, confidence, lowConfidence, skipEmptyFrames, predictions);
  }

  /** Returns these options with another lifetime. */
  public TrackerOptions withMaxAge(double age) {
    return new TrackerOptions(
        frameDuration,
        age,
        minHits,
        overlap,
        confidence,
        lowConfidence,
        skipEmptyFrames,
        predictions);
  }

  /** Returns these options with another number of detections that confirm a track. */
  public TrackerOptions withMinHits(int hits) {
    return new TrackerOptions(
        frameDuration,
        maxAge,
        hits,
        overlap,
        confidence,
        lowConfidence,
        skipEmptyFrames,
        predictions);
  }

  /** Returns these options with another least overlap. */
  public TrackerOptions withOverlap(double least) {
    return new TrackerOptions(
        frameDuration,
        maxAge,
        minHits,
        least,
        confidence,
        lowConfidence,
        skipEmptyFrames,
        predictions);
  }

  /** Returns these options with another confidence that starts tracks. */
  public TrackerOptions withConfidence(double least) {
    return new TrackerOptions(
        frameDuration,
        maxAge,
        minHits,
        overlap,
        least,
        lowConfidence,
        skipEmptyFrames,
        predictions);
  }

  /** Returns these options, where frames without any box are left out or not. */
  public TrackerOptions withSkipEmptyFrames(boolean skip) {
    return new TrackerOptions(
        frameDuration, maxAge, minHits, overlap, confidence, lowConfidence, skip, predictions);
  }

  /** Returns these options, where predicted positions are reported or not. */
  public TrackerOptions withPredictions(boolean report) {
    return new TrackerOptions(
        frameDuration,
        maxAge,
        minHits,
        overlap,
        confidence,
        lowConfidence,
        skipEmptyFrames,
        report);
  }
}
