package io.euge.spark.filter;

/** How a column is compared with a constant. */
public enum Comparison {
  EQUAL,
  NOT_EQUAL,
  LESS,
  LESS_EQUAL,
  GREATER,
  GREATER_EQUAL;

  /**
   * What holds of values between two.
   *
   * @param low the lowest value compared with the constant: negative, 0 or positive
   * @param high the highest compared with it
   */
  FilterResult over(int low, int high) {
    return switch (this) {
      case EQUAL -> low > 0 || high < 0 ? FilterResult.NEVER : always(low == 0 && high == 0);
      case LESS -> low >= 0 ? FilterResult.NEVER : always(high < 0);
      case LESS_EQUAL -> low > 0 ? FilterResult.NEVER : always(high <= 0);
      case NOT_EQUAL -> EQUAL.over(low, high).not();
      case GREATER -> LESS_EQUAL.over(low, high).not();
      case GREATER_EQUAL -> LESS.over(low, high).not();
    };
  }

  private static FilterResult always(boolean known) {
    return known ? FilterResult.ALWAYS : FilterResult.MAYBE;
  }

  /** The same seen from the other side. */
  Comparison turned() {
    return switch (this) {
      case EQUAL, NOT_EQUAL -> this;
      case LESS -> GREATER;
      case LESS_EQUAL -> GREATER_EQUAL;
      case GREATER -> LESS;
      case GREATER_EQUAL -> LESS_EQUAL;
    };
  }
}
