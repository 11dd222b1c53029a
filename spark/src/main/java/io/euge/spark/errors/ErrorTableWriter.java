package io.euge.spark.errors;

import io.euge.EugeException;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the table of the option {@code errors} when a query has ended and there is news. */
final class ErrorTableWriter extends SparkListener {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorTableWriter.class);

  private final VideoErrors errors;
  private final Path directory;
  private final Configuration hadoop;
  private List<BadInput> written;

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
    write();
    errors.close();
  }

  /** The query's caller has gone on: the log is the only one to tell. */
  private void write() {
    List<BadInput> now = errors.list();
    if (now.equals(written)) {
      return;
    }
    try {
      ErrorTable.write(now, directory, hadoop);
      written = now;
    } catch (IOException | EugeException e) {
      LOG.error("The table of errors {} cannot be written", directory, e);
    }
  }
}
