package io.euge.spark.filter;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.connector.expressions.filter.Predicate;

/**
 * The part of a query that a scan uses to read less.
 *
 * @param predicates those of Spark's predicates that concern frames
 * @param selection the same predicates and the limit, to be evaluated for many frames at once
 */
public record Pushdown(List<Predicate> predicates, RowSelection selection) {
  public static final Pushdown NONE = new Pushdown(List.of(), RowSelection.ALL);

  /** Returns this with those of the predicates that concern frames. All of them must hold. */
  public Pushdown withPredicates(Predicate[] all) {
    List<Predicate> used =
        Arrays.stream(all)
            .filter(
                predicate ->
                    !(PredicateConverter.convert(predicate) instanceof FrameFilter.Unknown))
            .toList();
    FrameFilter filter =
        new FrameFilter.And(used.stream().map(PredicateConverter::convert).toList());
    return new Pushdown(used, new RowSelection(filter, selection.limit()));
  }

  public Pushdown withLimit(int rows) {
    return new Pushdown(predicates, new RowSelection(selection.filter(), rows));
  }

  /** Returns a description for the query plan. */
  public String description() {
    return "filters " + predicates + (selection.isLimited() ? ", limit " + selection.limit() : "");
  }
}
