package io.euge.spark.ui.page;

import io.euge.spark.activity.TaskPicture;
import io.euge.spark.ui.ExecutorEntry;
import io.euge.spark.ui.ScanEntry;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ui.UIUtils;

/** What the page shows, as markup. */
final class PageBody {
  private final String query;
  private final long now;

  /**
   * @param query the address of a query's page, without its number
   * @param now in milliseconds
   */
  PageBody(String query, long now) {
    this.query = query;
    this.now = now;
  }

  /**
   * Returns the markup, which is well-formed.
   *
   * @param number of the scan that is asked for; may be null or wrong
   */
  String of(
      List<ScanEntry> scans,
      List<ExecutorEntry> executors,
      List<TaskPicture> pictures,
      String number) {
    StringBuilder body = new StringBuilder("<div id=\"euge\">");
    if (scans.isEmpty()) {
      body.append("<p>No query of this application has read videos yet.</p>");
    } else {
      ScanEntry scan = EugePage.find(scans, number);
      body.append(new ScanSection(scan, query + scan.scan(), now).markup());
    }
    body.append(PictureSection.markup(pictures));
    body.append(ExecutorSection.markup(executors));
    if (!scans.isEmpty()) {
      body.append(new VideoSection(EugePage.find(scans, number)).markup());
    }
    if (scans.size() > 1) {
      body.append(queries(scans));
    }
    return body.append("</div>").toString();
  }

  private String queries(List<ScanEntry> scans) {
    Table table =
        new Table(
            "euge-queries",
            "Query",
            "Source",
            "Started",
            "Duration",
            "Videos",
            "Done",
            "Failed",
            "Frames");
    for (ScanEntry scan : scans) {
      table
          .row()
          .markup(
              "<td>",
              String.format(
                  Locale.ROOT,
                  "<a href=\"?%s=%d\">%d</a>",
                  EugePage.SCAN,
                  scan.scan(),
                  scan.scan()))
          .text(scan.source())
          .text(UIUtils.formatDate(scan.begin()))
          .number(millis(scan, now), UIUtils.formatDuration(millis(scan, now)))
          .number(scan.videos())
          .number(scan.done())
          .number(scan.failed())
          .number(scan.frames())
          .end();
    }
    return "<h4>Queries</h4>" + table.close();
  }

  static long millis(ScanEntry scan, long now) {
    return Math.max(0, (scan.running() ? now : scan.end()) - scan.begin());
  }
}
