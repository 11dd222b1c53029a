package io.euge.spark.conf;

import java.io.Serializable;
import java.util.Locale;

/**
 * What a query does about bad input.
 *
 * @param maxBadFraction of all videos this part may be bad, from 0 to 1, before the job fails
 * @param errors the directory of the error table, or the key of a {@code VideoErrors}; empty for
 *     none
 */
public record ErrorPolicy(OnError onError, double maxBadFraction, String errors)
    implements Serializable {
  /** Bad input fails the query. */
  public static final ErrorPolicy FAIL = new ErrorPolicy(OnError.FAIL, 1, "");

  /** Whether a query goes on after bad input. */
  public boolean tolerant() {
    return onError != OnError.FAIL;
  }

  /** Whether errors are asked for and have nowhere to go. */
  boolean lacksTable() {
    return onError == OnError.RECORD && errors.isEmpty();
  }

  /**
   * @throws IllegalArgumentException for a text that is no policy
   */
  static OnError onError(String text) {
    return OnError.valueOf(text.toUpperCase(Locale.ROOT));
  }

  /**
   * @throws IllegalArgumentException for a text that is no number from 0 to 1
   */
  static double fraction(String text) {
    double fraction = Double.parseDouble(text);
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException(text);
    }
    return fraction;
  }
}
