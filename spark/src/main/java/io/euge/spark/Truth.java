package io.euge.spark;

/** What a filter says of a span of frames: of each of them, of none, or it depends. */
enum Truth {
  NEVER,
  MAYBE,
  ALWAYS;

  Truth and(Truth other) {
    return compareTo(other) < 0 ? this : other;
  }

  Truth or(Truth other) {
    return compareTo(other) > 0 ? this : other;
  }

  Truth not() {
    return switch (this) {
      case NEVER -> ALWAYS;
      case MAYBE -> MAYBE;
      case ALWAYS -> NEVER;
    };
  }

  static Truth of(boolean known) {
    return known ? ALWAYS : NEVER;
  }
}
