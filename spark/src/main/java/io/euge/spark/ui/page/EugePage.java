package io.euge.spark.ui.page;

import io.euge.spark.ui.EugeStore;
import io.euge.spark.ui.RunningPictures;
import io.euge.spark.ui.ScanEntry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.apache.spark.ui.UIUtils;
import org.apache.spark.ui.WebUIPage;
import scala.collection.immutable.Seq;
import scala.xml.Node;
import scala.xml.XML;

/** The page of the tab: the executors, and the scan that is asked for or else the last one. */
final class EugePage extends WebUIPage {
  /** The parameter of the request that names a scan. */
  static final String SCAN = "scan";

  private final EugeTab tab;
  private final EugeStore store;
  private final RunningPictures pictures;

  EugePage(EugeTab tab, EugeStore store, RunningPictures pictures) {
    super("");
    this.tab = tab;
    this.store = store;
    this.pictures = pictures;
  }

  @Override
  public Seq<Node> render(HttpServletRequest request) {
    String query = UIUtils.prependBaseUri(request, tab.basePath(), "/SQL/execution/?id=");
    Node body =
        XML.loadString(
            new PageBody(query, System.currentTimeMillis())
                .of(store.scans(), store.executors(), pictures.all(), request.getParameter(SCAN)));
    return SparkPage.render(request, "Euge", body, tab);
  }

  /** Returns the scan with a number, or the last one if there is none such. */
  static ScanEntry find(List<ScanEntry> scans, String number) {
    return scans.stream()
        .filter(scan -> Long.toString(scan.scan()).equals(number))
        .findFirst()
        .orElse(scans.get(0));
  }
}
