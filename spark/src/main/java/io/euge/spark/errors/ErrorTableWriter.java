package io.euge.spark.errors;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the table of the option {@code errors} when a query ends, if it has changed. */
final class ErrorTableWriter extends SparkListener {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorTableWriter.class);

  private final VideoErrors errors;
  private final Path directory;
  private final Configuration hadoop;
  private List<VideoError> written;

  ErrorTableWriter(VideoErrors errors, Path directory, Configuration hadoop) {
    this.errors = errors;
    this.directory = directory;
    this.hadoop = hadoop;
  }

  @Override
  public void onOtherEvent(SparkListenerEvent event) {
    if (event instanceof SparkListenerSQLExecutionEnd) {
      write();
    }
  }

  @Override
  public void onApplicationEnd(SparkListenerApplicationEnd end) {
    try {
      write();
    } finally {
      errors.close();
    }
  }

  /**
   * Logs a failure, since the query has already returned to its caller. Hadoop throws an {@link
   * FSError} if a local disk is full.
   */
  private void write() {
    List<VideoError> current = errors.list();
    if (current.equals(written)) {
      return;
    }
    try {
      ErrorTable.write(current, directory, hadoop);
      written = current;
    } catch (IOException | RuntimeException | FSError e) {
      LOG.error("The table of errors {} cannot be written", directory, e);
    }
  }
}
