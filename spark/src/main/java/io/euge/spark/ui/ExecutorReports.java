package io.euge.spark.ui;

import io.euge.spark.activity.ExecutorReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;

/**
 * Posts the reports of all executors, those of some seconds in one event: Spark writes the event
 * log to its storage at each event. The first one is posted at once, and the last ones on closing.
 */
public final class ExecutorReports implements AutoCloseable {
  static final long GAP = TimeUnit.SECONDS.toNanos(3);

  private final Consumer<ExecutorsReported> events;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "euge-events");
            daemon.setDaemon(true);
            return daemon;
          });
  private final List<TimedReport> waiting = new ArrayList<>();
  private long next = System.nanoTime();
  private boolean closed;

  ExecutorReports(Consumer<ExecutorsReported> events) {
    this.events = events;
  }

  /** Creates those of an application. */
  public static ExecutorReports of(SparkContext context) {
    return new ExecutorReports(event -> UiEvents.post(context, () -> event));
  }

  /** Takes a report, which is posted soon. */
  public synchronized void add(ExecutorReport report) {
    waiting.add(new TimedReport(System.currentTimeMillis(), report));
    if (closed) {
      post();
    } else if (waiting.size() == 1) {
      long delay = Math.max(0, next - System.nanoTime());
      ScheduledFuture<?> unused = thread.schedule(this::post, delay, TimeUnit.NANOSECONDS);
    }
  }

  private synchronized void post() {
    if (!waiting.isEmpty()) {
      next = System.nanoTime() + GAP;
      ExecutorsReported event = new ExecutorsReported(List.copyOf(waiting));
      waiting.clear();
      events.accept(event);
    }
  }

  /** Posts what waits; later reports are posted at once. */
  @Override
  public synchronized void close() {
    closed = true;
    thread.shutdownNow();
    post();
  }
}
