package io.euge.spark.filter;

import java.io.Serializable;
import java.util.List;

/**
 * A predicate on frames that can be evaluated for many of them at once, before they are decoded, so
 * that videos, segments and frames are skipped. Where the result is not certain, Spark evaluates
 * the predicate for each row.
 */
public sealed interface FrameFilter extends Serializable {
  /** Matches every frame. */
  static FrameFilter all() {
    return new And(List.of());
  }

  /** Evaluates the filter for a range of frames. */
  FilterResult evaluate(FrameRange range);

  /** Returns whether the filter can match a frame of the range. */
  default boolean mightMatch(FrameRange range) {
    return evaluate(range) != FilterResult.NEVER;
  }

  /** Matches perhaps: a predicate on something other than the identity of a frame. */
  record Unknown() implements FrameFilter {
    @Override
    public FilterResult evaluate(FrameRange range) {
      return FilterResult.MAYBE;
    }
  }

  record And(List<FrameFilter> parts) implements FrameFilter {
    @Override
    public FilterResult evaluate(FrameRange range) {
      FilterResult result = FilterResult.ALWAYS;
      for (FrameFilter part : parts) {
        result = result.and(part.evaluate(range));
      }
      return result;
    }
  }

  record Or(List<FrameFilter> parts) implements FrameFilter {
    @Override
    public FilterResult evaluate(FrameRange range) {
      FilterResult result = FilterResult.NEVER;
      for (FrameFilter part : parts) {
        result = result.or(part.evaluate(range));
      }
      return result;
    }
  }

  record Not(FrameFilter part) implements FrameFilter {
    @Override
    public FilterResult evaluate(FrameRange range) {
      return part.evaluate(range).not();
    }
  }

  record Frame(ComparisonOperator operator, long value) implements FrameFilter {
    @Override
    public FilterResult evaluate(FrameRange range) {
      return operator.evaluate(
          Long.compare(range.first(), value), Long.compare(range.last(), value));
    }
  }

  /** Compares in Spark's order of numbers: NaN is above all others, and 0.0 equals -0.0. */
  record Seconds(ComparisonOperator operator, double value) implements FrameFilter {
    @Override
    public FilterResult evaluate(FrameRange range) {
      return operator.evaluate(compare(range.start()), compare(range.end()));
    }

    private int compare(double seconds) {
      return Double.compare(seconds + 0.0, value + 0.0);
    }
  }

  /** Compares strings. */
  enum StringMatch {
    EQUALS,
    STARTS_WITH,
    ENDS_WITH,
    CONTAINS;

    FilterResult evaluate(String value, String text) {
      return FilterResult.of(
          switch (this) {
            case EQUALS -> value.equals(text);
            case STARTS_WITH -> value.startsWith(text);
            case ENDS_WITH -> value.endsWith(text);
            case CONTAINS -> value.contains(text);
          });
    }
  }

  /** Compares a video's path with a string. */
  record Video(StringMatch match, String text) implements FrameFilter {
    @Override
    public FilterResult evaluate(FrameRange range) {
      return match.evaluate(range.video().path(), text);
    }
  }

  /** Compares a video's camera with a string. An unknown camera is left to Spark. */
  record Camera(StringMatch match, String text) implements FrameFilter {
    @Override
    public FilterResult evaluate(FrameRange range) {
      String camera = range.video().camera();
      return camera == null ? FilterResult.MAYBE : match.evaluate(camera, text);
    }
  }
}
