package io.euge.cli.cluster;

import io.euge.cli.console.StatusLine;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;

/**
 * Prints a notice when a cluster delays the start of Spark, for example because a YARN queue is
 * full.
 */
public final class StartNotice implements AutoCloseable {
  private final Timer clock = new Timer("euge-start", true);

  private StartNotice() {}

  /** Starts the timer of the notice; {@link #close} stops it. */
  public static StartNotice of(String master, SparkConf conf) {
    return of(master, conf, StatusLine::print, ExecutorMonitor.PATIENCE, ExecutorMonitor.REPEAT);
  }

  static StartNotice of(
      String master, SparkConf conf, Consumer<String> out, Duration patience, Duration repeat) {
    StartNotice notice = new StartNotice();
    notice.clock.schedule(
        new TimerTask() {
          @Override
          public void run() {
            out.accept(
                "Spark has not started on %s yet: requested are executors of %s each; see whether the cluster has accepted the application, and what it has free (Spark waits)"
                    .formatted(master, ExecutorRequest.of(conf).description()));
          }
        },
        patience.toMillis(),
        repeat.toMillis());
    return notice;
  }

  @Override
  public void close() {
    clock.cancel();
  }
}
