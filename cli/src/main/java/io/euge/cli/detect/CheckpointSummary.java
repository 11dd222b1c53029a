package io.euge.cli.detect;

import io.euge.cli.detect.CheckpointedDetection.Result;
import io.euge.spark.metrics.ScanProgressListener;
import io.euge.spark.sink.TableTotals;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.util.Utils;

/** Prints the results of all runs of a job with a checkpoint. */
final class CheckpointSummary {
  private CheckpointSummary() {}

  /**
   * Prints what was found since the last complete run, and then the totals of the table.
   *
   * @param seconds duration of this process
   */
  static void print(PrintWriter out, Result result, ScanProgressListener watch, double seconds) {
    TableTotals after = result.after();
    Map<String, Long> found = difference(after.counts(), result.before().counts());
    Map<String, Long> labels = DetectionCounter.labels(found);
    long frames = DetectionCounter.frames(found);
    if (frames == 0) {
      out.println("nothing new");
    } else {
      out.println(DetectionSummary.found(labels, frames));
      if (labels.size() > 1) {
        labels.forEach((label, count) -> out.printf(Locale.ROOT, "%,12d %s%n", count, label));
      }
    }
    if (DetectionCounter.frames(result.before().counts()) > 0) {
      out.println(
          "in all "
              + DetectionSummary.found(
                  DetectionCounter.labels(after.counts()),
                  DetectionCounter.frames(after.counts())));
    }
    long now = frames(after) - frames(result.resumed());
    if (now > 0) {
      out.println(DetectionSummary.speed(now, watch.seconds(), seconds));
      out.println("read " + Utils.bytesToString(watch.bytesRead()));
    }
  }

  private static long frames(TableTotals totals) {
    return DetectionCounter.frames(totals.counts());
  }

  private static SortedMap<String, Long> difference(
      Map<String, Long> after, Map<String, Long> before) {
    SortedMap<String, Long> difference = new TreeMap<>();
    after.forEach((name, count) -> difference.put(name, count - before.getOrDefault(name, 0L)));
    return difference;
  }

  /** Prints the errors of the input since the last complete run, if there are any. */
  static void printBad(PrintWriter out, Result result, String errorTable, boolean recorded) {
    TableTotals after = result.after();
    if (result.isBad()) {
      BadInputSummary.print(
          out,
          after.badVideos().size(),
          result.videos(),
          after.errors(),
          after.firstErrors(),
          recorded ? errorTable : null);
    }
  }
}
