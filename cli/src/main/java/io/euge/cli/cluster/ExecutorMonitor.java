package io.euge.cli.cluster;

import io.euge.cli.console.CancelledJobs;
import io.euge.cli.console.StatusLine;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.status.api.v1.ExecutorSummary;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Reports when a job waits for executors and when one is lost, which Spark only logs. Cancels jobs
 * whose executors fail to start.
 */
public final class ExecutorMonitor extends SparkListener {
  private static final long PERIOD_MILLIS = 1_000;

  /** The time after which Spark itself logs that a job has no resources. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  static final Duration REPEAT = Duration.ofMinutes(1);

  /** The loss reason of executors that the driver released because they were idle. */
  private static final String KILLED_BY_DRIVER = "Executor killed by driver";

  private static final String SCALE_DOWN = "spark scale down";

  private final Map<String, String> hosts = new HashMap<>();
  private final Set<String> removed = new HashSet<>();
  private final Supplier<String> shortage;
  private final Consumer<String> out;
  private final Consumer<String> giveUp;
  private final LongSupplier nanos;
  private final RefusedStarts refused = new RefusedStarts();
  private int jobs;
  private long nextReport;
  private boolean reported;
  private boolean ended;

  /**
   * Creates a monitor.
   *
   * @param shortage returns why there is no executor
   * @param giveUp cancels the running jobs for a reason
   * @param nanos a clock
   */
  ExecutorMonitor(
      Supplier<String> shortage,
      Consumer<String> out,
      Consumer<String> giveUp,
      LongSupplier nanos) {
    this.shortage = shortage;
    this.out = out;
    this.giveUp = giveUp;
    this.nanos = nanos;
  }

  /** Monitors the executors of an application until it ends. */
  public static void watch(SparkContext spark, Cluster cluster) {
    ExecutorRequest request = ExecutorRequest.of(spark.getConf());
    ExecutorMonitor monitor =
        new ExecutorMonitor(
            () ->
                "requested are executors of %s each; %s"
                    .formatted(request.description(), cluster.shortage(request, spark)),
            StatusLine::print,
            reason -> CancelledJobs.cancel(spark, reason),
            System::nanoTime);
    spark.addSparkListener(monitor);
    for (ExecutorSummary executor :
        CollectionConverters.asJava(spark.statusStore().executorList(true))) {
      monitor.add(executor.id(), executor.hostPort().replaceFirst(":\\d+$", ""));
    }
    Timer clock = new Timer("euge-executors", true);
    clock.schedule(
        new TimerTask() {
          @Override
          public void run() {
            if (!monitor.check()) {
              clock.cancel();
            }
          }
        },
        PERIOD_MILLIS,
        PERIOD_MILLIS);
  }

  /**
   * Reports long waits, and cancels jobs whose executors cannot start; returns whether the
   * application is still running.
   */
  boolean check() {
    hopeless().ifPresent(giveUp);
    if (isDue()) {
      String reason = shortage.get(); // queries the cluster, so not under the lock
      synchronized (this) {
        if (isWaiting()) {
          out.accept("the cluster has given no executor: " + reason + " (the job waits)");
          reported = true;
        }
      }
    }
    synchronized (this) {
      return !ended;
    }
  }

  private synchronized Optional<String> hopeless() {
    return ended || jobs == 0 ? Optional.empty() : refused.hopeless(nanos.getAsLong());
  }

  private synchronized boolean isDue() {
    if (!isWaiting() || nanos.getAsLong() < nextReport) {
      return false;
    }
    nextReport = nanos.getAsLong() + REPEAT.toNanos();
    return true;
  }

  private boolean isWaiting() {
    return !ended && jobs > 0 && hosts.isEmpty();
  }

  private void waitFromNow() {
    nextReport = nanos.getAsLong() + PATIENCE.toNanos();
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart start) {
    if (jobs++ == 0) {
      waitFromNow();
    }
  }

  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd end) {
    jobs--;
  }

  @Override
  public void onExecutorAdded(SparkListenerExecutorAdded added) {
    add(added.executorId(), added.executorInfo().executorHost());
  }

  private synchronized void add(String id, String host) {
    if (id.equals("driver") || hosts.putIfAbsent(id, host) != null) {
      return;
    }
    refused.running(hosts.size());
    if (reported) {
      out.accept("executor %s has started on %s".formatted(id, host));
      reported = false;
    }
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    refused.taskStarted(start.taskInfo().taskId());
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    refused.taskEnded(end.taskInfo().taskId());
  }

  @Override
  public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved event) {
    String id = event.executorId();
    // Spark on YARN reports some executors twice: first as lost, then as unknown.
    if (!removed.add(id)) {
      return;
    }
    String host = hosts.remove(id);
    waitFromNow();
    String reason = String.valueOf(event.reason()).lines().findFirst().orElse("").strip();
    if (ended || reason.startsWith(KILLED_BY_DRIVER) || reason.contains(SCALE_DOWN)) {
      return;
    }
    boolean isRefused = RefusedStarts.isOne(reason);
    if (isRefused && !refused.add(reason, nanos.getAsLong())) {
      return;
    }
    String place = host == null ? "was lost before it ran a task" : "on " + host + " was lost";
    out.accept(
        "executor %s %s: %s%s"
            .formatted(
                id,
                place,
                reason.replaceFirst("[.;]+$", ""),
                host == null || isRefused ? "" : "; Spark runs its tasks again"));
  }

  @Override
  public synchronized void onApplicationEnd(SparkListenerApplicationEnd end) {
    ended = true;
  }
}
