package io.euge.spark.conf;

import java.io.Serializable;

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

  /** Returns whether a query goes on after bad input. */
  public boolean tolerant() {
    return onError != OnError.FAIL;
  }

  /** Returns whether errors are asked for and have nowhere to go. */
  boolean lacksTable() {
    return onError == OnError.RECORD && errors.isEmpty();
  }
}
