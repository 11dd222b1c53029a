package io.euge.bench.script;

import java.util.List;
import java.util.Locale;

/**
 * The result of {@code euge bench start}.
 *
 * @param processor description of the CPU
 * @param rounds number of counted rounds
 * @param rows one per length, program and engine
 */
record StartResult(String model, String video, String processor, int rounds, List<Row> rows) {

  /**
   * The measurements of one program for one length of video.
   *
   * @param videoSeconds length of the video
   */
  record Row(int videoSeconds, Outcome outcome) {}

  /** Returns the medians as a table. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s on %s, %s, medians of %d alternating rounds%n"
            .formatted(model, video, processor, rounds));
    text.append(
        String.format(
            Locale.ROOT,
            "%8s  %-8s %-13s %14s %8s %10s%n",
            "video",
            "program",
            "engine",
            "CPU time",
            "time",
            "agreement"));
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "%6d s  %-8s %-13s %12.1f s %6.1f s %10.3f%n",
              row.videoSeconds,
              row.outcome.program(),
              row.outcome.engine(),
              row.outcome.processorSeconds().median(),
              row.outcome.wallSeconds().median(),
              row.outcome.agreement()));
    }
    return text.toString();
  }
}
