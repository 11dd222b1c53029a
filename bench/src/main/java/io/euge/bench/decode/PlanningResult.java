package io.euge.bench.decode;

import io.euge.bench.measurement.Samples;
import java.util.Locale;

/**
 * The planning of a job over many files.
 *
 * @param tasks of the Spark job that opens the files
 * @param seconds until the tasks of the job itself are known
 * @param oneByOneSeconds one thread's, without Spark
 * @param speedup of the medians, one thread's time to Spark's
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
