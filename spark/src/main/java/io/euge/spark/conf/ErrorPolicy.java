package io.euge.spark.conf;

import io.euge.EugeException;
import java.io.Serializable;
import java.util.List;

/**
 * The policy of a query for bad input.
 *
 * @param maxBadFraction of all videos this part may be bad, from 0 to 1, before the job fails
 * @param errors the directory of the error table, or the key of a {@code VideoErrors}; empty for
 *     none
 */
public record ErrorPolicy(OnError onError, double maxBadFraction, String errors)
    implements Serializable {
  private static final int NAMED = 3;

  /** Bad input fails the query. */
  public static final ErrorPolicy FAIL = new ErrorPolicy(OnError.FAIL, 1, "");

  /** Returns whether a query goes on after bad input. */
  public boolean tolerant() {
    return onError != OnError.FAIL;
  }

  /**
   * Checks that not too many videos are bad.
   *
   * @param messages of the errors, of which some are named
   * @throws EugeException if more of the videos are bad than {@code max-bad-fraction} allows
   */
  public void checkFraction(long bad, long videos, List<String> messages) {
    if (bad > maxBadFraction * videos) {
      throw new EugeException(
          "%,d of %,d videos are corrupt or could not be read, more than max-bad-fraction %s allows: %s%s"
              .formatted(
                  bad,
                  videos,
                  maxBadFraction,
                  String.join("; ", messages.subList(0, Math.min(NAMED, messages.size()))),
                  messages.size() > NAMED ? "; and more" : ""));
    }
  }

  /** Returns whether errors are asked for and have nowhere to go. */
  boolean lacksTable() {
    return onError == OnError.RECORD && errors.isEmpty();
  }
}
