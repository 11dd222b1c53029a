package io.euge.cli.console;

import io.euge.ByteSize;
import io.euge.EugeException;
import io.euge.file.FileSizeLimit;
import io.euge.file.TemporaryFolder;
import io.euge.spark.storage.FullDisk;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognizes failures of a library or of Java that are caused by a lack of resources on the host.
 */
final class HostFailure {
  private static final String OPEN_FILES = "too many open files";

  /** The exit code with which Spark reports an executor that ran out of memory. */
  private static final String EXECUTOR_MEMORY = "code 52";

  /** The driver's response when an executor requests a file that no longer exists. */
  private static final Pattern FILE_REMOVED =
      Pattern.compile("Stream '/(?:files|jars)/([^']*)' was not found");

  private HostFailure() {}

  /** Returns the error for the user; null if the host is not known to be the cause. */
  static EugeException of(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      String message = String.valueOf(at.getMessage());
      if (at instanceof OutOfMemoryError) {
        return new EugeException(outOfMemory(message), failure);
      }
      if (message.toLowerCase(Locale.ROOT).contains(OPEN_FILES)) {
        return new EugeException(
            "Too many open files: raise the limit of this process, for example with ulimit -n 16384",
            failure);
      }
      if (FileSizeLimit.isReached(message)) {
        return new EugeException(FileSizeLimit.explanation(), failure);
      }
      if (FullDisk.isNamed(message)) {
        return new EugeException(full(message), failure);
      }
      Matcher removed = FILE_REMOVED.matcher(message);
      if (removed.find()) {
        return new EugeException(
            "The file %s of the driver was removed while the job ran; restore it, then start the job again"
                .formatted(removed.group(1)),
            failure);
      }
      if (message.contains("ExecutorLostFailure") && message.contains(EXECUTOR_MEMORY)) {
        return new EugeException(
            "An executor ran out of memory (exit code 52): raise spark.executor.memory, or lower --batch, --prefetch or spark.executor.cores",
            failure);
      }
      if (at instanceof LinkageError) {
        Optional<String> folder = TemporaryFolder.problem();
        if (folder.isPresent()) {
          return new EugeException(
              folder.get() + ": name another directory by " + TemporaryFolder.LAUNCHER, failure);
        }
      }
    }
    return null;
  }

  private static String full(String message) {
    return "A disk is full (%s): free space there, or in the directory for temporary files, %s, or name another directory by %s"
        .formatted(
            message.lines().findFirst().orElse(""),
            System.getProperty(TemporaryFolder.PROPERTY),
            TemporaryFolder.LAUNCHER);
  }

  private static String outOfMemory(String reason) {
    String first = reason.lines().findFirst().orElse("");
    if (first.contains("native thread")) {
      return "The host provides no more threads or memory ("
          + first
          + "): raise the limits of processes and memory (ulimit -u, ulimit -v, the container's), or run fewer tasks, --master local[1]";
    }
    return "Out of memory (%s; the heap has at most %s): give more, for example EUGE_JAVA_OPTIONS=-Xmx4g, or lower --batch, --prefetch or the number of tasks, --master local[1]"
        .formatted(first, ByteSize.wholeMib(Runtime.getRuntime().maxMemory()));
  }
}
