package io.euge.bench.start;

import io.euge.bench.measurement.Samples;
import java.util.List;
import java.util.Locale;

/**
 * What {@code euge bench start} measured.
 *
 * @param processor the name of the machine's processor
 * @param processors how many the JVM may use
 * @param rounds that count
 * @param rows one for each length and program
 */
record StartResult(
    String model, String video, String processor, int processors, int rounds, List<Row> rows) {

  /**
   * One program on one length of video.
   *
   * @param videoSeconds the length of the video
   * @param agreement the part of the confident boxes that both programs found
   * @param processorSeconds taken in each round
   * @param wallSeconds taken in each round
   */
  record Row(
      int videoSeconds,
      String program,
      double agreement,
      Samples processorSeconds,
      Samples wallSeconds) {}

  /** Returns the medians as a table. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s on %s, %d processors (%s), medians of %d alternating rounds%n"
            .formatted(model, video, processors, processor, rounds));
    text.append(
        String.format(
            Locale.ROOT,
            "%8s  %-8s %14s %8s %10s%n",
            "video",
            "program",
            "processor time",
            "time",
            "agreement"));
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "%6d s  %-8s %12.1f s %6.1f s %10.3f%n",
              row.videoSeconds,
              row.program,
              row.processorSeconds.median(),
              row.wallSeconds.median(),
              row.agreement));
    }
    return text.toString();
  }
}
