package io.euge.spark.filter;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Converts Spark's predicates to frame filters. Of these columns only {@code camera} may be null.
 */
final class PredicateConverter {
  private static final FrameFilter UNKNOWN = new FrameFilter.Unknown();

  private PredicateConverter() {}

  /** Converts a predicate; {@link FrameFilter.Unknown} if it does not concern frames. */
  static FrameFilter convert(Expression expression) {
    if (!(expression instanceof Predicate predicate)) {
      return UNKNOWN;
    }
    return switch (predicate.name()) {
      case "AND" -> new FrameFilter.And(convertChildren(predicate));
      case "OR" -> new FrameFilter.Or(convertChildren(predicate));
      case "NOT" -> new FrameFilter.Not(convert(predicate.children()[0]));
      case "ALWAYS_TRUE" -> FrameFilter.all();
      case "ALWAYS_FALSE" -> new FrameFilter.Not(FrameFilter.all());
      case "=", "<=>" -> comparison(predicate, ComparisonOperator.EQUAL);
      case "<>" -> comparison(predicate, ComparisonOperator.NOT_EQUAL);
      case "<" -> comparison(predicate, ComparisonOperator.LESS);
      case "<=" -> comparison(predicate, ComparisonOperator.LESS_EQUAL);
      case ">" -> comparison(predicate, ComparisonOperator.GREATER);
      case ">=" -> comparison(predicate, ComparisonOperator.GREATER_EQUAL);
      case "IN" -> in(predicate.children());
      case "STARTS_WITH" -> stringMatch(predicate, FrameFilter.StringMatch.STARTS_WITH);
      case "ENDS_WITH" -> stringMatch(predicate, FrameFilter.StringMatch.ENDS_WITH);
      case "CONTAINS" -> stringMatch(predicate, FrameFilter.StringMatch.CONTAINS);
      default -> UNKNOWN;
    };
  }

  private static List<FrameFilter> convertChildren(Predicate predicate) {
    return Arrays.stream(predicate.children()).map(PredicateConverter::convert).toList();
  }

  private static FrameFilter in(Expression[] children) {
    return new FrameFilter.Or(
        Stream.of(children)
            .skip(1)
            .map(value -> comparison(children[0], ComparisonOperator.EQUAL, value))
            .toList());
  }

  private static FrameFilter comparison(Predicate predicate, ComparisonOperator operator) {
    Expression left = predicate.children()[0];
    Expression right = predicate.children()[1];
    return left instanceof Literal
        ? comparison(right, operator.flipped(), left)
        : comparison(left, operator, right);
  }

  private static FrameFilter comparison(
      Expression left, ComparisonOperator operator, Expression right) {
    Object value = right instanceof Literal<?> literal ? literal.value() : null;
    return switch (column(left)) {
      case "frame" ->
          value instanceof Long frame ? new FrameFilter.Frame(operator, frame) : UNKNOWN;
      case "seconds" ->
          value instanceof Double seconds ? new FrameFilter.Seconds(operator, seconds) : UNKNOWN;
      case "video", "camera" -> string(column(left), operator, value);
      default -> UNKNOWN;
    };
  }

  private static FrameFilter string(String column, ComparisonOperator operator, Object value) {
    if (!(value instanceof UTF8String text)) {
      return UNKNOWN;
    }
    FrameFilter same = match(column, FrameFilter.StringMatch.EQUALS, text);
    return switch (operator) {
      case EQUAL -> same;
      case NOT_EQUAL -> new FrameFilter.Not(same);
      default -> UNKNOWN;
    };
  }

  private static FrameFilter stringMatch(Predicate predicate, FrameFilter.StringMatch match) {
    return predicate.children()[1] instanceof Literal<?> literal
            && literal.value() instanceof UTF8String text
        ? match(column(predicate.children()[0]), match, text)
        : UNKNOWN;
  }

  private static FrameFilter match(String column, FrameFilter.StringMatch match, UTF8String text) {
    return switch (column) {
      case "video" -> new FrameFilter.Video(match, text.toString());
      case "camera" -> new FrameFilter.Camera(match, text.toString());
      default -> UNKNOWN;
    };
  }

  /** Returns the column's name; empty for any other expression. */
  private static String column(Expression expression) {
    return expression instanceof NamedReference reference && reference.fieldNames().length == 1
        ? reference.fieldNames()[0]
        : "";
  }
}
