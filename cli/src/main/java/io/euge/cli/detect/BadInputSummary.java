package io.euge.cli.detect;

import io.euge.Quantity;
import io.euge.spark.errors.VideoError;
import io.euge.spark.errors.VideoErrors;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints a short summary of corrupt or invalid input. */
public final class BadInputSummary {
  private static final int LISTED = 5;

  private BadInputSummary() {}

  /** Prints the summary; nothing if there were no errors. */
  public static void print(PrintWriter out, VideoErrors errors, boolean recorded, String table) {
    if (errors.count() > 0) {
      List<String> first = errors.list().stream().limit(LISTED).map(VideoError::summary).toList();
      print(
          out, errors.badVideos(), errors.videos(), errors.count(), first, recorded ? table : null);
    }
  }

  /**
   * Prints the summary.
   *
   * @param bad number of videos with an error
   * @param videos number of all videos
   * @param errors number of errors
   * @param first some of the errors, one line each
   * @param table path of the table of errors; null if none was written
   */
  static void print(
      PrintWriter out, long bad, long videos, long errors, List<String> first, String table) {
    out.printf(
        Locale.ROOT,
        "%,d of %s %s corrupt or could not be read (%s):%n",
        bad,
        Quantity.of(videos, "video"),
        bad == 1 ? "is" : "are",
        Quantity.of(errors, "error"));
    first.forEach(error -> out.println("  " + error));
    if (errors > first.size()) {
      out.println("  ...");
    }
    if (table != null) {
      out.println("errors written to " + table);
    }
  }
}
