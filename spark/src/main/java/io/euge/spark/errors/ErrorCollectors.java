package io.euge.spark.errors;

import io.euge.EugeException;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** The open {@link VideoErrors} of this process, by the value of the option {@code errors}. */
final class ErrorCollectors {
  private static final String PREFIX = "euge-errors:";
  private static final ConcurrentMap<String, VideoErrors> OPEN = new ConcurrentHashMap<>();

  private ErrorCollectors() {}

  static VideoErrors open(SparkContext context) {
    String key = PREFIX + UUID.randomUUID();
    VideoErrors errors = new VideoErrors(key, context);
    OPEN.put(key, errors);
    return errors;
  }

  /**
   * Returns where the errors of a scan go.
   *
   * @param option the value of the option {@code errors}: a key, a directory or empty
   */
  static VideoErrors find(String option, SparkSession spark) {
    if (option.isEmpty()) {
      return new VideoErrors(option, spark.sparkContext());
    }
    if (!option.startsWith(PREFIX)) {
      return ofDirectory(option, spark);
    }
    VideoErrors errors = OPEN.get(option);
    if (errors == null) {
      throw new IllegalStateException("The errors of this query are closed: read it before");
    }
    return errors;
  }

  /**
   * Returns one for all queries of an application with this directory, whatever they call it,
   * written when each ends.
   */
  private static VideoErrors ofDirectory(String directory, SparkSession spark) {
    SparkContext context = spark.sparkContext();
    Configuration hadoop = spark.sessionState().newHadoopConf();
    Path path = new Path(directory);
    Path qualified;
    try {
      FileSystem files = path.getFileSystem(hadoop);
      ErrorTable.checkReplaceable(files, path);
      qualified = files.makeQualified(path);
    } catch (IOException e) {
      throw new EugeException(
          "errors is '%s', where nothing can be written (%s): give another directory"
              .formatted(directory, e.getMessage()),
          e);
    }
    return OPEN.computeIfAbsent(
        context.applicationId() + " " + qualified,
        key -> {
          VideoErrors errors = new VideoErrors(key, context);
          context.addSparkListener(new ErrorTableWriter(errors, qualified, hadoop));
          return errors;
        });
  }

  static void close(String key) {
    OPEN.remove(key);
  }
}
