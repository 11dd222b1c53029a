package io.euge.spark.filter;

import java.io.Serializable;
import java.util.List;

/**
 * A condition on frames that can be judged for many of them at once, before they are decoded: that
 * is how videos, segments and frames are left unread. Where it cannot tell it says so, and Spark
 * looks at each row.
 */
public sealed interface FrameFilter extends Serializable {
  /** Takes every frame. */
  static FrameFilter all() {
    return new And(List.of());
  }

  FilterResult over(FrameSpan span);

  default boolean mayTake(FrameSpan span) {
    return over(span) != FilterResult.NEVER;
  }

  /** Says nothing: a condition on something else than which frame it is. */
  record Unknown() implements FrameFilter {
    @Override
    public FilterResult over(FrameSpan span) {
      return FilterResult.MAYBE;
    }
  }

  record And(List<FrameFilter> parts) implements FrameFilter {
    @Override
    public FilterResult over(FrameSpan span) {
      FilterResult truth = FilterResult.ALWAYS;
      for (FrameFilter part : parts) {
        truth = truth.and(part.over(span));
      }
      return truth;
    }
  }

  record Or(List<FrameFilter> parts) implements FrameFilter {
    @Override
    public FilterResult over(FrameSpan span) {
      FilterResult truth = FilterResult.NEVER;
      for (FrameFilter part : parts) {
        truth = truth.or(part.over(span));
      }
      return truth;
    }
  }

  record Not(FrameFilter part) implements FrameFilter {
    @Override
    public FilterResult over(FrameSpan span) {
      return part.over(span).not();
    }
  }

  record Frame(Comparison comparison, long value) implements FrameFilter {
    @Override
    public FilterResult over(FrameSpan span) {
      return comparison.over(Long.compare(span.first(), value), Long.compare(span.last(), value));
    }
  }

  /** By Spark's order of numbers: not-a-number is above all others, and there is one zero. */
  record Seconds(Comparison comparison, double value) implements FrameFilter {
    @Override
    public FilterResult over(FrameSpan span) {
      return comparison.over(compare(span.start()), compare(span.end()));
    }

    private int compare(double seconds) {
      return Double.compare(seconds + 0.0, value + 0.0);
    }
  }

  /** How a video's path is compared with a text. */
  enum Match {
    IS,
    STARTS,
    ENDS,
    CONTAINS
  }

  record Video(Match match, String text) implements FrameFilter {
    @Override
    public FilterResult over(FrameSpan span) {
      String video = span.video();
      return FilterResult.of(
          switch (match) {
            case IS -> video.equals(text);
            case STARTS -> video.startsWith(text);
            case ENDS -> video.endsWith(text);
            case CONTAINS -> video.contains(text);
          });
    }
  }
}
