package io.euge.spark.filter;

import io.euge.spark.recording.Recording;
import io.euge.video.Sampling;
import io.euge.video.Segment;
import io.euge.video.VideoInfo;

/**
 * Estimates the number of rows of a segment from what its container declares, for a progress bar. A
 * corrupt or irregular video has another number.
 */
public final class RowCountEstimator {
  public static final long UNKNOWN = -1;

  private final Recording video;
  private final Sampling sampling;
  private final FrameFilter filter;
  private final long first;
  private final double start;
  private final double secondsPerFrame;

  private RowCountEstimator(
      Recording video,
      Sampling sampling,
      FrameFilter filter,
      long first,
      double start,
      double secondsPerFrame) {
    this.video = video;
    this.sampling = sampling;
    this.filter = filter;
    this.first = first;
    this.start = start;
    this.secondsPerFrame = secondsPerFrame;
  }

  /**
   * Returns the number of rows; {@link #UNKNOWN} if the container does not declare the number of
   * frames, and for keyframes.
   */
  public static long estimate(
      Recording video, VideoInfo info, Segment segment, Sampling sampling, FrameFilter filter) {
    long end = segment.to() == null ? info.frames() : segment.endFrame();
    long frames = end - segment.firstFrame();
    if (end < 0 || sampling.rule() == Sampling.Rule.KEYFRAMES) {
      return UNKNOWN;
    }
    if (frames <= 0) {
      return 0;
    }
    double secondsPerFrame =
        segment.to() != null
            ? (segment.end() - segment.start()) / frames
            : info.framesPerSecond() > 0 ? 1 / info.framesPerSecond() : 0;
    return new RowCountEstimator(
            video, sampling, filter, segment.firstFrame(), segment.start(), secondsPerFrame)
        .count(segment.firstFrame(), end);
  }

  /** Counts by halving each range that the filter may match in part, down to single frames. */
  private long count(long from, long to) {
    FilterResult result =
        filter.evaluate(new FrameRange(video, from, to - 1, seconds(from), seconds(to - 1)));
    if (result == FilterResult.NEVER) {
      return 0;
    }
    if (result == FilterResult.ALWAYS || to - from == 1) {
      return countSampled(from, to);
    }
    long middle = (from + to) >>> 1;
    return count(from, middle) + count(middle, to);
  }

  private long countSampled(long from, long to) {
    return switch (sampling.rule()) {
      case EVERY -> countMultiples((double) from, (double) to, sampling.number());
      case PER_SECOND ->
          Math.min(to - from, countMultiples(seconds(from), seconds(to), 1 / sampling.number()));
      default -> to - from;
    };
  }

  /** Counts the multiples of a step in {@code [from, to)}. */
  private static long countMultiples(double from, double to, double step) {
    return (long) (Math.ceil(to / step) - Math.ceil(from / step));
  }

  private double seconds(long frame) {
    return start + (frame - first) * secondsPerFrame;
  }
}
