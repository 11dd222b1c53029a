package io.euge.spark.filter;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.connector.expressions.filter.Predicate;

/**
 * What of a query a scan can use to read less.
 *
 * @param predicates the conditions that say something of frames, as Spark has them
 * @param filter the same, to be judged for many frames at once
 * @param limit no more rows are wanted than this
 */
public record Pushdown(List<Predicate> predicates, FrameFilter filter, int limit) {
  static final int NO_LIMIT = Integer.MAX_VALUE;
  public static final Pushdown NONE = new Pushdown(List.of(), FrameFilter.all(), NO_LIMIT);

  /** Takes what it can use of conditions that must all hold. */
  public Pushdown withConditions(Predicate[] all) {
    List<Predicate> used =
        Arrays.stream(all)
            .filter(condition -> !(Predicates.filter(condition) instanceof FrameFilter.Unknown))
            .toList();
    return new Pushdown(
        used, new FrameFilter.And(used.stream().map(Predicates::filter).toList()), limit);
  }

  public Pushdown withLimit(int rows) {
    return new Pushdown(predicates, filter, rows);
  }

  public boolean isLimited() {
    return limit != NO_LIMIT;
  }

  /** For people. */
  public String description() {
    return "filters " + predicates + (isLimited() ? ", limit " + limit : "");
  }
}
