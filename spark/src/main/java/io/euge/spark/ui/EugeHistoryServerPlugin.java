package io.euge.spark.ui;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.status.AppHistoryServerPlugin;
import org.apache.spark.status.ElementTrackingStore;
import org.apache.spark.ui.SparkUI;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/** Shows the tab "Euge" in Spark's history server, for applications that read videos. */
public final class EugeHistoryServerPlugin implements AppHistoryServerPlugin {
  /** After Spark's own tabs. */
  private static final int ORDER = 100;

  @Override
  public Seq<SparkListener> createListeners(SparkConf conf, ElementTrackingStore store) {
    if (!Servlets.areJakarta()) {
      return CollectionConverters.asScala(List.<SparkListener>of()).toSeq();
    }
    EugeListener listener = new EugeListener(new EugeStore(store), false);
    store.onFlush(
        () -> {
          listener.flush();
          return BoxedUnit.UNIT;
        });
    return CollectionConverters.asScala(List.<SparkListener>of(listener)).toSeq();
  }

  @Override
  public void setupUI(SparkUI ui) {
    if (Servlets.areJakarta() && !new EugeStore(ui.store().store()).isEmpty()) {
      EugeUi.attach(ui, new RunningPictures());
    }
  }

  @Override
  public int displayOrder() {
    return ORDER;
  }
}
