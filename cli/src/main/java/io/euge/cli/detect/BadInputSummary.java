package io.euge.cli.detect;

import io.euge.Quantity;
import io.euge.spark.errors.VideoError;
import io.euge.spark.errors.VideoErrors;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What was wrong with the input, in a few lines. */
public final class BadInputSummary {
  private static final int LISTED = 5;

  private BadInputSummary() {}

  /** Prints nothing if nothing was bad. */
  public static void print(PrintWriter out, VideoErrors errors, boolean recorded, String table) {
    if (errors.count() == 0) {
      return;
    }
    out.printf(
        Locale.ROOT,
        "%,d of %s %s damaged or could not be read (%s):%n",
        errors.badVideos(),
        Quantity.of(errors.videos(), "video"),
        errors.badVideos() == 1 ? "is" : "are",
        Quantity.of(errors.count(), "error"));
    List<VideoError> all = errors.list();
    all.stream()
        .limit(LISTED)
        .forEach(
            bad ->
                out.printf("  %s: %s%n", bad.code(), bad.message().lines().findFirst().orElse("")));
    if (all.size() > LISTED) {
      out.println("  ...");
    }
    if (recorded) {
      out.println("errors written to " + table);
    }
  }
}
