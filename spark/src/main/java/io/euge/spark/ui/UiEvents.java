package io.euge.spark.ui;

import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListenerEvent;

/** Posts what the tab shows to the listeners of Spark and to its event log. */
public final class UiEvents {
  private static final String EXECUTION = "spark.sql.execution.id";

  private UiEvents() {}

  /** Returns whether somebody may see the events: the UI, or the history server later. */
  static boolean areWanted(SparkContext context) {
    SparkConf conf = context.conf();
    return (conf.getBoolean("spark.ui.enabled", true)
            || conf.getBoolean("spark.eventLog.enabled", false))
        && conf.get("spark.plugins", "").contains("io.euge.spark.EugePlugin")
        && Servlets.areJakarta();
  }

  /** Returns Spark's number of the query that this thread runs; -1 if it runs none. */
  public static long scan(SparkContext context) {
    String execution = context.getLocalProperty(EXECUTION);
    return execution == null ? -1 : Long.parseLong(execution);
  }

  /** Posts an event where somebody may see it. If that fails, the caller goes on. */
  public static void post(SparkContext context, Supplier<SparkListenerEvent> event) {
    boolean unused =
        Guard.run(
            () -> {
              if (areWanted(context)) {
                context.listenerBus().post(event.get());
              }
            });
  }
}
