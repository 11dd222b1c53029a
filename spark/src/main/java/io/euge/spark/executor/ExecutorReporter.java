package io.euge.spark.executor;

import io.euge.inference.batching.BatchingStatistics;
import io.euge.inference.sharing.SharingStatistics;
import io.euge.spark.activity.ExecutorActivity;
import io.euge.spark.activity.ExecutorReport;
import io.euge.spark.activity.ModelReport;
import io.euge.spark.activity.PictureSender;
import io.euge.spark.activity.ProcessReport;
import io.euge.spark.activity.TaskPicture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.plugin.PluginContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the driver a report of this executor from time to time, more rarely the longer it runs, and
 * when it has nothing left to do. An executor without news sends none.
 */
final class ExecutorReporter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExecutorReporter.class);
  private static final long FIRST_DELAY = 2_000;
  private static final long LAST_DELAY = 15_000;
  private static final double GROWTH = 1.1;
  private static final long IDLE_GAP = TimeUnit.SECONDS.toNanos(1);

  private final ExecutorModels models;
  private final PluginContext context;
  private final ExecutorActivity activity = new ExecutorActivity(this::idle);
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "euge-reports");
            daemon.setDaemon(true);
            return daemon;
          });
  private final AtomicLong lastIdle = new AtomicLong(System.nanoTime() - IDLE_GAP);
  private ProcessReport last;
  private long delay = FIRST_DELAY;
  private boolean warned;

  private ExecutorReporter(ExecutorModels models, PluginContext context) {
    this.models = models;
    this.context = context;
  }

  /**
   * @param pictures whether the driver also shows pictures of running tasks
   */
  static ExecutorReporter start(ExecutorModels models, PluginContext context, boolean pictures) {
    ExecutorReporter reporter = new ExecutorReporter(models, context);
    ExecutorActivity.connect(reporter.activity);
    if (pictures) {
      PictureSender.connect(new PictureSender(context.executorID(), reporter::send));
    }
    reporter.schedule();
    return reporter;
  }

  private void schedule() {
    ScheduledFuture<?> unused = thread.schedule(this::regularly, delay, TimeUnit.MILLISECONDS);
    delay = Math.min(LAST_DELAY, Math.round(delay * GROWTH));
  }

  private void regularly() {
    try {
      send();
    } finally {
      schedule();
    }
  }

  /**
   * Lets a report be sent at once, since the application may end now, but not for each of many
   * short tasks. A task calls it, and is not kept waiting.
   */
  private void idle() {
    long before = lastIdle.get();
    long now = System.nanoTime();
    if (now - before >= IDLE_GAP && lastIdle.compareAndSet(before, now)) {
      try {
        thread.execute(this::send);
      } catch (RejectedExecutionException e) {
        LOG.debug("The last report is sent on closing", e);
      }
    }
  }

  /** Sends a picture, if it can be sent now: a later one replaces it anyway. */
  private void send(TaskPicture picture) {
    try {
      thread.execute(
          () -> {
            try {
              context.send(picture);
            } catch (Exception e) { // Scala's code declares none, but throws them.
              LOG.debug("The driver gets no picture", e);
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.debug("The executor ends", e);
    }
  }

  private synchronized void send() {
    boolean more = true;
    while (more) {
      more = sendOne();
    }
  }

  /** Sends a report, if there is news, and returns whether there may be more. */
  private boolean sendOne() {
    ExecutorReport report = null;
    try {
      ProcessReport now = process();
      report = activity.report(context.executorID(), host(), now);
      if (!now.equals(last) || !report.frames().isEmpty() || !report.readings().isEmpty()) {
        context.send(report);
        last = now;
      }
      return report.readings().size() == ExecutorActivity.MAX_READINGS;
    } catch (Exception e) { // Scala's code declares none, but throws them.
      warnOnce(e);
      if (report != null) {
        activity.restore(report);
      }
      return false;
    }
  }

  private void warnOnce(Exception failure) {
    String message = "Cannot send a report to the driver, whose tab 'Euge' lacks this executor";
    if (warned || thread.isShutdown()) {
      LOG.debug(message, failure);
    } else {
      LOG.warn("{}: {}", message, failure.toString());
      warned = true;
    }
  }

  /** Spark's context of a plugin knows no host in an executor, which has no RPC server. */
  private String host() {
    SparkEnv env = SparkEnv.get();
    return env == null ? context.hostname() : env.blockManager().blockManagerId().host();
  }

  private ProcessReport process() {
    SharingStatistics sharing = models.registry().statistics();
    BatchingStatistics batching = models.registry().batching();
    return new ProcessReport(
        ModelReport.of(models.registry().copies()),
        sharing.loads(),
        sharing.loads() + sharing.hits(),
        batching.batches(),
        batching.frames(),
        batching.largestBatch(),
        batching.queueSeconds(),
        batching.longestQueueSeconds(),
        models.mpsAttached(),
        models.mpsThreadPercentage());
  }

  /** Sends what has not been sent. */
  @Override
  public void close() {
    ExecutorActivity.connect(null);
    PictureSender.connect(null);
    thread.shutdownNow();
    send();
  }
}
