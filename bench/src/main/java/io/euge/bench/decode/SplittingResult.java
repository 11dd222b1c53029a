package io.euge.bench.decode;

import io.euge.bench.measurement.Samples;
import java.util.List;
import java.util.Locale;

/**
 * The duration of a job on one video, in seconds.
 *
 * @param job what it does
 * @param frames number of frames that it counted
 */
record SplittingResult(String job, long frames, int rounds, List<Way> ways)
    implements BenchmarkResult {

  /**
   * The result of one way of splitting.
   *
   * @param segments their length, in words
   * @param speedup median of the unsplit job divided by the median of this one
   */
  record Way(String segments, Samples seconds, double speedup) {}

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Splitting one video, local[2]: %s, %d frames, medians of %d rounds%n"
                + "%-14s %8s %12s%n",
            job,
            frames,
            rounds,
            "segments",
            "seconds",
            "as fast"));
    for (Way way : ways) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-14s %8.2f %11.2fx%n",
              way.segments,
              way.seconds.median(),
              way.speedup));
    }
    return text.toString();
  }
}
