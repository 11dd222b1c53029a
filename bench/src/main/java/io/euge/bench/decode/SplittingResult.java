package io.euge.bench.decode;

import io.euge.bench.measurement.Samples;
import java.util.List;
import java.util.Locale;

/**
 * Seconds of a job on one video.
 *
 * @param job what it does
 * @param frames that it counted
 */
record SplittingResult(String job, long frames, int rounds, List<Way> ways)
    implements BenchmarkResult {

  /**
   * @param segments their length, in words
   * @param speedup of the medians, the unsplit job's time to this one's
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
