package io.euge.spark.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.recording.Recording;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** What is left unread is what the filter would have left out. */
class FrameFilterTest {
  /** The frames of a video as they come: their times never fall. */
  private record Shown(long frame, double seconds) {}

  private static final Recording VIDEO = new Recording("file:/videos/a.mp4", "north/gate1", null);

  @Property
  void whatIsSaidOfASpanHoldsOfEachOfItsFrames(
      @ForAll("filters") FrameFilter filter, @ForAll("videos") List<Shown> frames) {
    Shown first = frames.get(0);
    Shown last = frames.get(frames.size() - 1);
    FilterResult truth =
        filter.evaluate(
            new FrameRange(VIDEO, first.frame, last.frame, first.seconds, last.seconds));
    for (Shown frame : frames) {
      FilterResult ofFrame = filter.evaluate(FrameRange.of(VIDEO, frame.frame, frame.seconds));
      if (truth != FilterResult.MAYBE) {
        assertThat(ofFrame).isEqualTo(truth);
      }
    }
  }

  @Property
  void noSelectedFrameFollowsWhereReadingStops(
      @ForAll("filters") FrameFilter filter, @ForAll("videos") List<Shown> frames) {
    for (int i = 0; i < frames.size(); i++) {
      Shown at = frames.get(i);
      if (!filter.mightMatch(FrameRange.after(VIDEO, at.frame, at.seconds))) {
        assertThat(frames.subList(i + 1, frames.size()))
            .noneMatch(
                later -> filter.mightMatch(FrameRange.of(VIDEO, later.frame, later.seconds)));
      }
    }
  }

  @Property
  void ofSingleFramesAllIsKnown(
      @ForAll("filters") FrameFilter filter, @ForAll("videos") List<Shown> frames) {
    for (Shown frame : frames) {
      FrameRange one = FrameRange.of(VIDEO, frame.frame, frame.seconds);
      assertThat(filter.evaluate(one)).isEqualTo(FilterResult.of(plainly(filter, frame)));
    }
  }

  @Test
  void anUnknownCameraIsLeftToSpark() {
    FrameFilter gate = new FrameFilter.Camera(FrameFilter.StringMatch.EQUALS, "gate");
    FrameRange unknown = FrameRange.of(new Recording("v", null, null));
    assertThat(gate.evaluate(unknown)).isEqualTo(FilterResult.MAYBE);
    assertThat(new FrameFilter.Not(gate).evaluate(unknown)).isEqualTo(FilterResult.MAYBE);
  }

  /** The filter as anybody would write it down for one frame. */
  private static boolean plainly(FrameFilter filter, Shown frame) {
    if (filter instanceof FrameFilter.And and) {
      return and.parts().stream().allMatch(part -> plainly(part, frame));
    } else if (filter instanceof FrameFilter.Or or) {
      return or.parts().stream().anyMatch(part -> plainly(part, frame));
    } else if (filter instanceof FrameFilter.Not not) {
      return !plainly(not.part(), frame);
    } else if (filter instanceof FrameFilter.Frame on) {
      return holds(on.operator(), (double) frame.frame, (double) on.value());
    } else if (filter instanceof FrameFilter.Seconds on) {
      return holds(on.operator(), frame.seconds, on.value());
    } else if (filter instanceof FrameFilter.Video on) {
      return holds(on.match(), VIDEO.path(), on.text());
    } else if (filter instanceof FrameFilter.Camera on) {
      return holds(on.match(), VIDEO.camera(), on.text());
    }
    throw new AssertionError(filter);
  }

  private static boolean holds(FrameFilter.StringMatch match, String value, String text) {
    return switch (match) {
      case EQUALS -> value.equals(text);
      case STARTS_WITH -> value.startsWith(text);
      case ENDS_WITH -> value.endsWith(text);
      case CONTAINS -> value.contains(text);
    };
  }

  private static boolean holds(ComparisonOperator comparison, double left, double right) {
    return switch (comparison) {
      case EQUAL -> left == right;
      case NOT_EQUAL -> left != right;
      case LESS -> left < right;
      case LESS_EQUAL -> left <= right;
      case GREATER -> left > right;
      case GREATER_EQUAL -> left >= right;
    };
  }

  @Provide
  Arbitrary<List<Shown>> videos() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 20),
            Arbitraries.integers().between(1, 12),
            Arbitraries.of(0.0, 0.25, 0.5, 1.0))
        .as(
            (first, count, step) ->
                IntStream.range(first, first + count)
                    .mapToObj(frame -> new Shown(frame, frame * step))
                    .toList());
  }

  @Provide
  Arbitrary<FrameFilter> filters() {
    return filters(3);
  }

  private static Arbitrary<FrameFilter> filters(int depth) {
    Arbitrary<ComparisonOperator> comparisons = Arbitraries.of(ComparisonOperator.class);
    Arbitrary<FrameFilter> leaves =
        Arbitraries.oneOf(
            Combinators.combine(comparisons, Arbitraries.longs().between(-2, 35))
                .as(FrameFilter.Frame::new),
            Combinators.combine(comparisons, Arbitraries.of(-1.0, -0.0, 0.0, 0.25, 2.5, 7.0, 40.0))
                .as(FrameFilter.Seconds::new),
            Combinators.combine(
                    Arbitraries.of(FrameFilter.StringMatch.class),
                    Arbitraries.of(VIDEO.path(), "file:/videos", ".mp4", "b", ""))
                .as(FrameFilter.Video::new),
            Combinators.combine(
                    Arbitraries.of(FrameFilter.StringMatch.class),
                    Arbitraries.of(VIDEO.camera(), "north/", "gate1", "b", ""))
                .as(FrameFilter.Camera::new));
    if (depth == 0) {
      return leaves;
    }
    Arbitrary<FrameFilter> parts = filters(depth - 1);
    return Arbitraries.frequencyOf(
        Tuple.of(2, leaves),
        Tuple.of(2, parts.list().ofMaxSize(3).map(FrameFilter.And::new)),
        Tuple.of(2, parts.list().ofMaxSize(3).map(FrameFilter.Or::new)),
        Tuple.of(1, parts.map(FrameFilter.Not::new)));
  }
}
