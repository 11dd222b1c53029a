package io.euge.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explains a failed file operation, since the message of Java's exception may be only a path. */
public final class IoReason {
  private static final Pattern IN_PARENTHESES = Pattern.compile("(?s).* \\(([^()]+)\\)");

  private IoReason() {}

  /**
   * Returns why the operation failed, for use inside a message that names the file as the user
   * does: the one that Java names may be a temporary file beside it.
   */
  public static String of(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException taken) {
      return taken.getFile() + " is a file";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof FileNotFoundException) {
      // Java writes the path, and in parentheses the system's reason.
      Matcher reason = IN_PARENTHESES.matcher(String.valueOf(e.getMessage()));
      return reason.matches() ? reason.group(1).toLowerCase(Locale.ROOT) : "no such file";
    }
    if (e instanceof FileLockInterruptionException) {
      return "interrupted";
    }
    if (FileSizeLimit.isReached(e.getMessage())) {
      return FileSizeLimit.explanation();
    }
    return e instanceof FileSystemException known && known.getReason() != null
        ? known.getReason()
        : isPlain(e) ? e.getMessage() : e.toString();
  }

  /** Returns the same for an exception that may be of another kind: then its message. */
  public static String of(Exception e) {
    if (e instanceof InvalidPathException invalid) {
      // The message has the path as it was given, with what a terminal would interpret.
      return invalid.getReason().toLowerCase(Locale.ROOT);
    }
    return e instanceof IOException io ? of(io) : e.getMessage();
  }

  /**
   * Returns the reason that a storage gave, such as "Access Denied" of S3, or else that of {@link
   * #of(IOException)}.
   */
  public static String given(IOException e) {
    return e instanceof FileSystemException known && known.getReason() != null
        ? known.getReason()
        : of(e);
  }

  /** The system's own words need no name of a class. */
  private static boolean isPlain(IOException e) {
    return e.getClass() == IOException.class && e.getMessage() != null;
  }
}
