package io.euge.spark.filter;

/**
 * The result of a filter for a range of frames: it holds for none, for some perhaps, or for all.
 */
enum FilterResult {
  NEVER,
  MAYBE,
  ALWAYS;

  FilterResult and(FilterResult other) {
    return compareTo(other) < 0 ? this : other;
  }

  FilterResult or(FilterResult other) {
    return compareTo(other) > 0 ? this : other;
  }

  FilterResult not() {
    return switch (this) {
      case NEVER -> ALWAYS;
      case MAYBE -> MAYBE;
      case ALWAYS -> NEVER;
    };
  }

  static FilterResult of(boolean holds) {
    return holds ? ALWAYS : NEVER;
  }
}
