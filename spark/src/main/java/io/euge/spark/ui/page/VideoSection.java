package io.euge.spark.ui.page;

import io.euge.spark.ui.ScanEntry;
import io.euge.spark.ui.VideoSummary;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.ui.UIUtils;

/** The videos that took most time, and those with errors. */
final class VideoSection {
  private final ScanEntry scan;

  VideoSection(ScanEntry scan) {
    this.scan = scan;
  }

  String markup() {
    return slowest() + failures();
  }

  private String slowest() {
    if (scan.slowest().isEmpty()) {
      return "";
    }
    Table table =
        new Table("euge-slowest", "Video", "Task Time", "Frames", "Frames a Second", "Segments");
    for (VideoSummary video : scan.slowest()) {
      table
          .row()
          .text(video.video())
          .number(
              video.nanos(), UIUtils.formatDuration(TimeUnit.NANOSECONDS.toMillis(video.nanos())))
          .number(video.frames())
          .number(video.speed(), Markup.number(video.speed()))
          .number(video.read(), video.read() + " of " + video.segments())
          .end();
    }
    return "<h4>Slowest Videos</h4>" + table.close();
  }

  private String failures() {
    if (scan.failures().isEmpty()) {
      return "";
    }
    Table table = new Table("euge-failures", "Video", "Errors", "First Error", "Frames");
    for (VideoSummary video : scan.failures()) {
      table
          .row()
          .text(video.video())
          .number(video.errors())
          .text(video.error())
          .number(video.frames())
          .end();
    }
    String codes =
        scan.errors().entrySet().stream()
            .map(code -> Markup.count(code.getValue(), "video") + " with " + code.getKey())
            .collect(Collectors.joining(", "));
    return "<h4>Videos with Errors</h4><p id=\"euge-errors\">"
        + Markup.text(codes)
        + "</p>"
        + table.close();
  }
}
