package io.euge.spark.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.recording.Recording;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.LiteralValue;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class PredicateConverterTest {
  private static final Recording VIDEO = new Recording("v", "c", null);
  private static final FrameFilter UNKNOWN = new FrameFilter.Unknown();

  @Test
  void comparisonsOfFramesAndSecondsAreRead() {
    assertThat(filter("<", column("frame"), frame(5)))
        .isEqualTo(new FrameFilter.Frame(ComparisonOperator.LESS, 5));
    assertThat(filter(">=", column("seconds"), seconds(2.5)))
        .isEqualTo(new FrameFilter.Seconds(ComparisonOperator.GREATER_EQUAL, 2.5));
    assertThat(filter("<=>", column("frame"), frame(5)))
        .isEqualTo(new FrameFilter.Frame(ComparisonOperator.EQUAL, 5));
  }

  @Test
  void theConstantMayComeFirst() {
    assertThat(filter("<", frame(5), column("frame")))
        .isEqualTo(new FrameFilter.Frame(ComparisonOperator.GREATER, 5));
    assertThat(filter(">=", seconds(1), column("seconds")))
        .isEqualTo(new FrameFilter.Seconds(ComparisonOperator.LESS_EQUAL, 1));
  }

  @Test
  void videosAreComparedWithTexts() {
    assertThat(filter("=", column("video"), text("a")))
        .isEqualTo(new FrameFilter.Video(FrameFilter.StringMatch.EQUALS, "a"));
    assertThat(filter("STARTS_WITH", column("video"), text("a")))
        .isEqualTo(new FrameFilter.Video(FrameFilter.StringMatch.STARTS_WITH, "a"));
    assertThat(filter("ENDS_WITH", column("video"), text("a")))
        .isEqualTo(new FrameFilter.Video(FrameFilter.StringMatch.ENDS_WITH, "a"));
    assertThat(filter("CONTAINS", column("video"), text("a")))
        .isEqualTo(new FrameFilter.Video(FrameFilter.StringMatch.CONTAINS, "a"));
    assertThat(filter("IN", column("video"), text("a"), text("b")))
        .isEqualTo(
            new FrameFilter.Or(
                List.of(
                    new FrameFilter.Video(FrameFilter.StringMatch.EQUALS, "a"),
                    new FrameFilter.Video(FrameFilter.StringMatch.EQUALS, "b"))));
  }

  @Test
  void camerasAreComparedWithTexts() {
    assertThat(filter("=", column("camera"), text("a")))
        .isEqualTo(new FrameFilter.Camera(FrameFilter.StringMatch.EQUALS, "a"));
    assertThat(filter("<>", column("camera"), text("a")))
        .isEqualTo(
            new FrameFilter.Not(new FrameFilter.Camera(FrameFilter.StringMatch.EQUALS, "a")));
    assertThat(filter("STARTS_WITH", column("camera"), text("a")))
        .isEqualTo(new FrameFilter.Camera(FrameFilter.StringMatch.STARTS_WITH, "a"));
    assertThat(filter("<", column("camera"), text("a"))).isEqualTo(UNKNOWN);
    assertThat(filter("IS_NULL", column("camera"))).isEqualTo(UNKNOWN);
    assertThat(filter("CONTAINS", column("other"), text("a"))).isEqualTo(UNKNOWN);
  }

  @Test
  void aConditionOnTheTimeIsLeftToSpark() {
    LiteralValue<Long> noon = new LiteralValue<>(0L, DataTypes.TimestampType);
    assertThat(filter(">=", column("time"), noon)).isEqualTo(UNKNOWN);
  }

  @Test
  void unsupportedPredicatesExcludeNothing() {
    assertThat(filter("<", column("width"), frame(5))).isEqualTo(UNKNOWN);
    assertThat(filter("<", column("frame"), column("seconds"))).isEqualTo(UNKNOWN);
    assertThat(filter("<", column("frame"), new LiteralValue<>(null, DataTypes.LongType)))
        .isEqualTo(UNKNOWN);
    assertThat(filter("<", column("video"), text("a"))).isEqualTo(UNKNOWN);
    assertThat(filter("STARTS_WITH", column("image.origin"), text("a"))).isEqualTo(UNKNOWN);
    assertThat(filter("IS_NOT_NULL", column("frame"))).isEqualTo(UNKNOWN);
    assertThat(filter("CASE_WHEN", column("frame"))).isEqualTo(UNKNOWN);
  }

  @Test
  void whatSaysNothingMakesNothingSure() {
    Predicate some = new Predicate("<", new Expression[] {column("frame"), frame(5)});
    Predicate none = new Predicate("=", new Expression[] {column("width"), frame(5)});
    FrameRange below = FrameRange.of(VIDEO, 3, 0);
    FrameRange above = FrameRange.of(VIDEO, 7, 0);
    Predicate both = new Predicate("AND", new Expression[] {some, none});
    assertThat(PredicateConverter.convert(both).evaluate(above)).isEqualTo(FilterResult.NEVER);
    assertThat(PredicateConverter.convert(both).evaluate(below)).isEqualTo(FilterResult.MAYBE);
    Predicate not = new Predicate("NOT", new Expression[] {both});
    assertThat(PredicateConverter.convert(not).evaluate(above)).isEqualTo(FilterResult.ALWAYS);
    assertThat(PredicateConverter.convert(not).evaluate(below)).isEqualTo(FilterResult.MAYBE);
    Predicate either = new Predicate("OR", new Expression[] {some, none});
    assertThat(PredicateConverter.convert(either).evaluate(above)).isEqualTo(FilterResult.MAYBE);
  }

  @Test
  void aScanKeepsTheConditionsThatSaySomething() {
    Predicate some = new Predicate("<", new Expression[] {column("frame"), frame(5)});
    Predicate none = new Predicate("=", new Expression[] {column("width"), frame(5)});
    Pushdown pushed = Pushdown.NONE.withPredicates(new Predicate[] {none, some});
    assertThat(pushed.predicates()).containsExactly(some);
    assertThat(pushed.description()).isEqualTo("filters [frame < 5]");
    assertThat(pushed.withLimit(9).description()).isEqualTo("filters [frame < 5], limit 9");
  }

  private static FrameFilter filter(String name, Expression... children) {
    return PredicateConverter.convert(
        new Predicate(name, Arrays.copyOf(children, children.length)));
  }

  private static Expression column(String name) {
    return Expressions.column(name);
  }

  private static Expression frame(long value) {
    return new LiteralValue<>(value, DataTypes.LongType);
  }

  private static Expression seconds(double value) {
    return new LiteralValue<>(value, DataTypes.DoubleType);
  }

  private static Expression text(String value) {
    return new LiteralValue<>(UTF8String.fromString(value), DataTypes.StringType);
  }
}
