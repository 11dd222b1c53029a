package io.euge.spark.filter;

/** Compares a column with a constant. */
public enum ComparisonOperator {
  EQUAL,
  NOT_EQUAL,
  LESS,
  LESS_EQUAL,
  GREATER,
  GREATER_EQUAL;

  /**
   * Evaluates the comparison for all values of a range.
   *
   * @param low the lowest value compared with the constant: negative, 0 or positive
   * @param high the highest value compared with it
   */
  FilterResult evaluate(int low, int high) {
    return switch (this) {
      case EQUAL -> low > 0 || high < 0 ? FilterResult.NEVER : alwaysIf(low == 0 && high == 0);
      case LESS -> low >= 0 ? FilterResult.NEVER : alwaysIf(high < 0);
      case LESS_EQUAL -> low > 0 ? FilterResult.NEVER : alwaysIf(high <= 0);
      case NOT_EQUAL -> EQUAL.evaluate(low, high).not();
      case GREATER -> LESS_EQUAL.evaluate(low, high).not();
      case GREATER_EQUAL -> LESS.evaluate(low, high).not();
    };
  }

  private static FilterResult alwaysIf(boolean certain) {
    return certain ? FilterResult.ALWAYS : FilterResult.MAYBE;
  }

  /** Returns the same comparison with its sides exchanged. */
  ComparisonOperator flipped() {
    return switch (this) {
      case EQUAL, NOT_EQUAL -> this;
      case LESS -> GREATER;
      case LESS_EQUAL -> GREATER_EQUAL;
      case GREATER -> LESS;
      case GREATER_EQUAL -> LESS_EQUAL;
    };
  }
}
