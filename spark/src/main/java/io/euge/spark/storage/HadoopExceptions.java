package io.euge.spark.storage;

import io.euge.EugeException;
import io.euge.file.IoReason;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import io.euge.video.VideoInterruptedException;
import java.io.FileNotFoundException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.VersionInfo;

/** Translates Hadoop's exceptions to ours, which give the reason and the remedy in one sentence. */
final class HadoopExceptions {
  /** Hadoop's libraries of schemes that Spark does not include. */
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "s3a", "hadoop-aws",
          "abfs", "hadoop-azure",
          "abfss", "hadoop-azure",
          "gs", "hadoop-gcp");

  private HadoopExceptions() {}

  /**
   * Translates a failure. Returns one of ours unchanged. One of the storage is no {@link
   * VideoException}: else each video there would be a bad one.
   */
  static EugeException translate(String path, Throwable failure) {
    if (failure instanceof EugeException known) {
      return known;
    } else if (Thread.currentThread().isInterrupted()) {
      return new VideoInterruptedException(path);
    }
    // Of these, a timeout is an interruption too, and an expired token an access that is denied.
    Optional<EugeException> ofStorage = StorageFailures.of(path, failure);
    if (ofStorage.isPresent()) {
      return ofStorage.get();
    } else if (failure instanceof FileNotFoundException || failure instanceof NoSuchFileException) {
      return video(Code.MISSING, path, "There is no file " + path + "; check the path", failure);
    } else if (failure instanceof AccessDeniedException
        || failure instanceof AccessControlException) {
      String remedy = "check its permissions and the credentials of its storage";
      String message = path + " may not be read; " + remedy + " (" + firstLine(failure) + ")";
      return video(Code.UNREADABLE, path, message, failure);
    } else if (failure instanceof InterruptedIOException) {
      return new VideoInterruptedException(path);
    } else if (isWithoutLibrary(failure)) {
      return new EugeException(withoutLibrary(path), failure);
    }
    String remedy = "check the path and that its storage can be reached";
    String message = "Cannot read " + path + ": " + firstLine(failure) + "; " + remedy;
    return video(Code.UNREADABLE, path, message, failure);
  }

  private static VideoException video(Code code, String path, String message, Throwable cause) {
    return new VideoException(Stage.OPEN, code, path, Double.NaN, message, cause);
  }

  private static boolean isWithoutLibrary(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof UnsupportedFileSystemException
          || e instanceof ClassNotFoundException
          || e instanceof NoClassDefFoundError) {
        return true;
      }
    }
    return false;
  }

  private static String withoutLibrary(String path) {
    String scheme = new Path(path).toUri().getScheme();
    String library = LIBRARIES.get(scheme);
    String remedy =
        library != null
            ? "add org.apache.hadoop:%s:%s, with --packages to spark-submit or its jars in EUGE_CLASSPATH to ./euge"
                .formatted(library, VersionInfo.getVersion())
            : "s3".equals(scheme) || "s3n".equals(scheme)
                ? "write s3a: in its place"
                : "check the path, or add the library that has it, with --packages to spark-submit or in EUGE_CLASSPATH to ./euge";
    return "Cannot read %s: Spark has no library for %s:; %s".formatted(path, scheme, remedy);
  }

  /**
   * Returns the first line, without the path with which some messages begin: what an object store's
   * client adds is for the log.
   */
  static String firstLine(Throwable failure) {
    String message =
        failure instanceof FileSystemException e ? IoReason.given(e) : failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : message.strip().lines().findFirst().orElseThrow();
  }
}
