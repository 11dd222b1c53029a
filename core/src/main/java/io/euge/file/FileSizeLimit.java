package io.euge.file;

import io.euge.ByteSize;
import io.euge.EugeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The largest file that this process may write ({@code ulimit -f}). */
public final class FileSizeLimit {
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Pattern LINE = Pattern.compile("Max file size +(\\d+) .*");
  private static final String REACHED = "file too large";

  private FileSizeLimit() {}

  /**
   * Checks that the files which libraries unpack, and Spark writes, may be written.
   *
   * @throws EugeException if the limit is lower
   */
  static void check() {
    bytes()
        .ifPresent(
            limit -> {
              if (limit < TemporaryFolder.LEAST_BYTES) {
                throw new EugeException(
                    "Files may have %s at most (ulimit -f), and libraries need %s: raise the limit, for example with ulimit -f unlimited"
                        .formatted(ByteSize.kib(limit), ByteSize.kib(TemporaryFolder.LEAST_BYTES)));
              }
            });
  }

  /** Returns whether a message of the system, or one around it, says that the limit was reached. */
  public static boolean isReached(String message) {
    return message != null && message.toLowerCase(Locale.ROOT).contains(REACHED);
  }

  /** Returns what a user is told when the limit was reached. */
  public static String explanation() {
    return "File too large: files may have %s (ulimit -f); raise the limit, for example with ulimit -f unlimited"
        .formatted(
            bytes().isPresent()
                ? ByteSize.kib(bytes().getAsLong()) + " at most"
                : "no more on this file system or in this process");
  }

  /** Returns the limit; empty if there is none, or if it cannot be known. */
  static OptionalLong bytes() {
    return bytes(LIMITS);
  }

  /**
   * Reads the limit of a process.
   *
   * @param limits as {@code /proc/PID/limits}
   */
  static OptionalLong bytes(Path limits) {
    try {
      return Files.readAllLines(limits).stream()
          .map(LINE::matcher)
          .filter(Matcher::matches)
          .mapToLong(limit -> Long.parseLong(limit.group(1)))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty(); // Not Linux.
    }
  }
}
