package io.euge.bench.decode;

import io.euge.bench.measurement.Samples;
import java.util.Locale;

/**
 * The time to plan a job over many files.
 *
 * @param tasks number of tasks of the Spark job that opens the files
 * @param seconds until the tasks of the detection job are known
 * @param oneByOneSeconds of one thread without Spark
 * @param speedup median of one thread divided by the median of Spark
 */
record PlanningResult(
    int files,
    int rounds,
    int tasks,
    Samples seconds,
    double filesPerSecond,
    Samples oneByOneSeconds,
    double speedup)
    implements BenchmarkResult {
  @Override
  public String text() {
    return String.format(
        Locale.ROOT,
        "Planning %d files, local[2]: medians of %d rounds%n"
            + "%-30s %8.2f s %8.0f files/s%n%-30s %8.2f s, %.2fx as long%n",
        files,
        rounds,
        "in " + tasks + " tasks of a Spark job",
        seconds.median(),
        filesPerSecond,
        "opened by one thread",
        oneByOneSeconds.median(),
        speedup);
  }
}
