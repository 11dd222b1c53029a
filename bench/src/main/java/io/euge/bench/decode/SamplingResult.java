package io.euge.bench.decode;

import io.euge.bench.measurement.Samples;
import java.util.List;
import java.util.Locale;

/** The time to read one clip with each way of sampling, in seconds. */
record SamplingResult(int rounds, List<Row> samplings) implements BenchmarkResult {

  /**
   * The result of one way of sampling.
   *
   * @param frames number of frames returned
   * @param ratio its median divided by that of all frames
   */
  record Row(String sampling, long frames, Samples seconds, double ratio) {}

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Sampling the H.264 clip (a keyframe every 60 frames, 2 B-frames between others):"
                + " medians of %d rounds%n%-14s %8s %8s %12s%n",
            rounds,
            "sampling",
            "frames",
            "seconds",
            "of all"));
    for (Row row : samplings) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-14s %8d %8.3f %12.2f%n",
              row.sampling,
              row.frames,
              row.seconds.median(),
              row.ratio));
    }
    return text.toString();
  }
}
