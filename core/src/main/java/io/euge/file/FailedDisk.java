package io.euge.file;

import java.util.regex.Pattern;

/**
 * Recognizes a disk or a network mount that fails, in the system's message: a failure that all its
 * files may share, and not one of a file.
 */
public final class FailedDisk {
  private static final Pattern FAILED =
      Pattern.compile(
          "(?i)input/output error|i/o error|stale (?:nfs )?file handle"
              + "|transport endpoint is not connected|host is down|connection timed out"
              + "|no such device");

  private FailedDisk() {}

  /** Returns whether the message of an exception is about it. */
  public static boolean isNamed(String message) {
    return message != null && FAILED.matcher(message).find();
  }
}
