package io.euge.spark.ui.page;

import io.euge.spark.ui.EugeStore;
import io.euge.spark.ui.RunningPictures;
import org.apache.spark.ui.SparkUI;
import org.apache.spark.ui.SparkUITab;

/** The tab "Euge" of Spark's UI. */
public final class EugeTab extends SparkUITab {
  private EugeTab(SparkUI ui) {
    super(ui, "euge");
  }

  /** Adds the tab to a UI. */
  public static void attach(SparkUI ui, RunningPictures pictures) {
    EugeTab tab = new EugeTab(ui);
    tab.attachPage(new EugePage(tab, new EugeStore(ui.store().store()), pictures));
    ui.attachTab(tab);
  }
}
