package io.euge.spark.storage;

import io.euge.EugeException;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognizes a full disk in the errors of Java, Hadoop and Spark. */
public final class FullDisk {
  private static final Pattern FULL =
      Pattern.compile("(?i)no space left on device|disk quota exceeded");

  private FullDisk() {}

  /** Returns whether a message is about a disk without room. */
  public static boolean isNamed(String message) {
    return FULL.matcher(message).find();
  }

  /** Returns the system's words; empty for another failure, and for one that is told already. */
  public static Optional<String> reason(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof EugeException) {
        return Optional.empty();
      }
      Matcher full = FULL.matcher(String.valueOf(at.getMessage()));
      if (full.find()) {
        return Optional.of(full.group());
      }
    }
    return Optional.empty();
  }

  /**
   * Returns an error of Hadoop's local file system as the exception that it is in all others: its
   * writing throws an {@code Error}.
   */
  public static IOException exception(Error failure) {
    return new IOException(
        reason(failure).orElseGet(() -> String.valueOf(failure.getMessage())), failure);
  }
}
