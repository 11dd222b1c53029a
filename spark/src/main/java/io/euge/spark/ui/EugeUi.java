package io.euge.spark.ui;

import com.codahale.metrics.MetricRegistry;
import org.apache.spark.SparkContext;
import org.apache.spark.ui.SparkUI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * The tab "Euge" of Spark's UI. Its pages, which need Spark 4, are loaded only where they can be
 * shown.
 */
public final class EugeUi {
  private static final Logger LOG = LoggerFactory.getLogger(EugeUi.class);
  private static final String TAB = "io.euge.spark.ui.page.EugeTab";

  private EugeUi() {}

  /**
   * Adds the tab to the UI of an application that starts, if it has one.
   *
   * @param pictures of running tasks, which the tab shows
   * @return whether the executors are to send reports
   */
  public static boolean start(SparkContext context, RunningPictures pictures) {
    if (!Servlets.areJakarta()) {
      LOG.info("Spark's UI has no tab Euge: it needs Spark 4, and this is {}", context.version());
      return false;
    }
    return Guard.run(() -> show(context, pictures)) && UiEvents.areWanted(context);
  }

  /** Registers metrics of the application's queries, if it has a UI that shows them. */
  public static void registerMetrics(SparkContext context, MetricRegistry metrics) {
    boolean unused =
        Guard.run(
            () -> {
              if (Servlets.areJakarta() && context.ui().isDefined()) {
                QueryMetrics.register(store(context.ui().get()), metrics);
              }
            });
  }

  private static EugeStore store(SparkUI ui) {
    return new EugeStore(ui.store().store());
  }

  private static void show(SparkContext context, RunningPictures pictures) {
    Option<SparkUI> ui = context.ui();
    if (ui.isDefined()) {
      context.listenerBus().addToStatusQueue(new EugeListener(store(ui.get()), true));
      context.listenerBus().addToStatusQueue(pictures);
      attach(ui.get(), pictures);
    }
  }

  /** Adds the tab to a UI whose store has, or will have, something to show. */
  static void attach(SparkUI ui, RunningPictures pictures) {
    try {
      Class.forName(TAB)
          .getMethod("attach", SparkUI.class, RunningPictures.class)
          .invoke(null, ui, pictures);
    } catch (ReflectiveOperationException | LinkageError e) {
      LOG.warn("The tab Euge cannot be added to Spark's UI", e);
    }
  }
}
