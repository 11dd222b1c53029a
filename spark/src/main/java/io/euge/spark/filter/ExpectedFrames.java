package io.euge.spark.filter;

import io.euge.video.Sampling;
import io.euge.video.Segment;
import io.euge.video.VideoInfo;

/**
 * How many rows a segment should give, by what its container declares. It is for a progress bar: a
 * damaged or irregular video gives another number.
 */
public final class ExpectedFrames {
  public static final long UNKNOWN = -1;

  private final String video;
  private final Sampling sampling;
  private final FrameFilter filter;
  private final long first;
  private final double start;
  private final double perFrame;

  private ExpectedFrames(
      String video,
      Sampling sampling,
      FrameFilter filter,
      long first,
      double start,
      double perFrame) {
    this.video = video;
    this.sampling = sampling;
    this.filter = filter;
    this.first = first;
    this.start = start;
    this.perFrame = perFrame;
  }

  /** {@link #UNKNOWN} where the container does not tell, and of keyframes. */
  public static long of(
      String video, VideoInfo info, Segment segment, Sampling sampling, FrameFilter filter) {
    long end = segment.to() == null ? info.frames() : segment.endFrame();
    long frames = end - segment.firstFrame();
    if (end < 0 || sampling.rule() == Sampling.Rule.KEYFRAMES) {
      return UNKNOWN;
    }
    if (frames <= 0) {
      return 0;
    }
    double perFrame =
        segment.to() != null
            ? (segment.end() - segment.start()) / frames
            : info.framesPerSecond() > 0 ? 1 / info.framesPerSecond() : 0;
    return new ExpectedFrames(
            video, sampling, filter, segment.firstFrame(), segment.start(), perFrame)
        .between(segment.firstFrame(), end);
  }

  /** Halves what the filter cannot judge as a whole, down to single frames. */
  private long between(long from, long to) {
    FilterResult truth =
        filter.over(new FrameSpan(video, from, to - 1, seconds(from), seconds(to - 1)));
    if (truth == FilterResult.NEVER) {
      return 0;
    }
    if (truth == FilterResult.ALWAYS || to - from == 1) {
      return sampled(from, to);
    }
    long middle = (from + to) >>> 1;
    return between(from, middle) + between(middle, to);
  }

  private long sampled(long from, long to) {
    return switch (sampling.rule()) {
      case EVERY -> multiples((double) from, (double) to, sampling.number());
      case PER_SECOND ->
          Math.min(to - from, multiples(seconds(from), seconds(to), 1 / sampling.number()));
      default -> to - from;
    };
  }

  /** How many multiples of a step are in {@code [from, to)}. */
  private static long multiples(double from, double to, double step) {
    return (long) (Math.ceil(to / step) - Math.ceil(from / step));
  }

  private double seconds(long frame) {
    return start + (frame - first) * perFrame;
  }
}
