package io.euge.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;

/** Explains a failed file operation, since the message of Java's exception may be only a path. */
public final class IoReason {
  private IoReason() {}

  /** Returns why the operation failed, for use inside a message. */
  public static String of(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException taken) {
      return taken.getFile() + " is a file";
    }
    if (FileSizeLimit.isReached(e.getMessage())) {
      return FileSizeLimit.explanation();
    }
    return e instanceof FileSystemException known && known.getReason() != null
        ? known.getReason()
        : isPlain(e) ? e.getMessage() : e.toString();
  }

  /** The system's own words need no name of a class. */
  private static boolean isPlain(IOException e) {
    return e.getClass() == IOException.class && e.getMessage() != null;
  }
}
