package io.euge.bench.checkpoint;

import com.sun.management.OperatingSystemMXBean;
import io.euge.EugeException;
import io.euge.cli.Euge;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * The measurements of a command that ran in this process.
 *
 * @param found the output line with the numbers found
 * @param seconds duration
 * @param processorSeconds CPU time over all threads
 */
record MeasuredJob(String found, double seconds, double processorSeconds) {
  /**
   * Runs a command.
   *
   * @throws EugeException if it fails
   */
  static MeasuredJob run(List<String> command) {
    System.gc();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    long processor = processorNanos();
    long start = System.nanoTime();
    int exit =
        Euge.run(
            new PrintWriter(out, true), new PrintWriter(err, true), command.toArray(String[]::new));
    double seconds = (System.nanoTime() - start) / 1e9;
    double processorSeconds = (processorNanos() - processor) / 1e9;
    if (exit != 0) {
      throw new EugeException(
          "euge %s ended with code %d: %s".formatted(String.join(" ", command), exit, err));
    }
    // A job with a checkpoint does not print the number of videos.
    String found =
        out.toString().lines().findFirst().orElse("").replaceFirst(" of .* videos?$", "");
    return new MeasuredJob(found, seconds, processorSeconds);
  }

  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
