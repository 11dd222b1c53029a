package io.euge.spark.filter;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads in Spark's conditions what they say of frames. The columns it knows are never null. */
final class Predicates {
  private static final FrameFilter UNKNOWN = new FrameFilter.Unknown();

  private Predicates() {}

  /** What a condition says; {@link FrameFilter.Unknown} if it is about something else. */
  static FrameFilter filter(Expression condition) {
    if (!(condition instanceof Predicate predicate)) {
      return UNKNOWN;
    }
    return switch (predicate.name()) {
      case "AND" -> new FrameFilter.And(parts(predicate));
      case "OR" -> new FrameFilter.Or(parts(predicate));
      case "NOT" -> new FrameFilter.Not(filter(predicate.children()[0]));
      case "ALWAYS_TRUE" -> FrameFilter.all();
      case "ALWAYS_FALSE" -> new FrameFilter.Not(FrameFilter.all());
      case "=", "<=>" -> compared(predicate, Comparison.EQUAL);
      case "<>" -> compared(predicate, Comparison.NOT_EQUAL);
      case "<" -> compared(predicate, Comparison.LESS);
      case "<=" -> compared(predicate, Comparison.LESS_EQUAL);
      case ">" -> compared(predicate, Comparison.GREATER);
      case ">=" -> compared(predicate, Comparison.GREATER_EQUAL);
      case "IN" -> in(predicate.children());
      case "STARTS_WITH" -> matched(predicate, FrameFilter.Match.STARTS);
      case "ENDS_WITH" -> matched(predicate, FrameFilter.Match.ENDS);
      case "CONTAINS" -> matched(predicate, FrameFilter.Match.CONTAINS);
      default -> UNKNOWN;
    };
  }

  private static List<FrameFilter> parts(Predicate predicate) {
    return Arrays.stream(predicate.children()).map(Predicates::filter).toList();
  }

  private static FrameFilter in(Expression[] children) {
    return new FrameFilter.Or(
        Stream.of(children)
            .skip(1)
            .map(value -> compared(children[0], Comparison.EQUAL, value))
            .toList());
  }

  private static FrameFilter compared(Predicate predicate, Comparison comparison) {
    Expression left = predicate.children()[0];
    Expression right = predicate.children()[1];
    return left instanceof Literal
        ? compared(right, comparison.turned(), left)
        : compared(left, comparison, right);
  }

  private static FrameFilter compared(Expression left, Comparison comparison, Expression right) {
    Object value = right instanceof Literal<?> literal ? literal.value() : null;
    return switch (column(left)) {
      case "frame" ->
          value instanceof Long frame ? new FrameFilter.Frame(comparison, frame) : UNKNOWN;
      case "seconds" ->
          value instanceof Double seconds ? new FrameFilter.Seconds(comparison, seconds) : UNKNOWN;
      case "video" -> video(comparison, value);
      default -> UNKNOWN;
    };
  }

  private static FrameFilter video(Comparison comparison, Object value) {
    if (!(value instanceof UTF8String text)) {
      return UNKNOWN;
    }
    FrameFilter same = new FrameFilter.Video(FrameFilter.Match.IS, text.toString());
    return switch (comparison) {
      case EQUAL -> same;
      case NOT_EQUAL -> new FrameFilter.Not(same);
      default -> UNKNOWN;
    };
  }

  private static FrameFilter matched(Predicate predicate, FrameFilter.Match match) {
    return column(predicate.children()[0]).equals("video")
            && predicate.children()[1] instanceof Literal<?> literal
            && literal.value() instanceof UTF8String text
        ? new FrameFilter.Video(match, text.toString())
        : UNKNOWN;
  }

  /** The column's name; empty where it is none, but something reckoned from columns. */
  private static String column(Expression expression) {
    return expression instanceof NamedReference reference && reference.fieldNames().length == 1
        ? reference.fieldNames()[0]
        : "";
  }
}
