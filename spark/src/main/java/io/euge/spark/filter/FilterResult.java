package io.euge.spark.filter;

/** What a filter says of a span of frames: of each of them, of none, or it depends. */
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

  static FilterResult of(boolean known) {
    return known ? ALWAYS : NEVER;
  }
}
