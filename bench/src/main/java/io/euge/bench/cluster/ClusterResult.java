package io.euge.bench.cluster;

import java.util.List;
import java.util.Objects;

/**
 * The measurements of a point, or the reason why it failed.
 *
 * @param device what was measured, with its driver
 * @param workload the model and the videos of each job
 * @param round from 1
 * @param frames number of rows in the tables of all jobs, one per frame
 * @param framesPerSecond {@code frames} divided by {@code taskSeconds}
 * @param taskSeconds from the start of the first task that detects to the end of the last one, over
 *     all jobs
 * @param wallSeconds from the start of the jobs' processes to the last answer; without the start of
 *     the Master and the Worker
 * @param peakMiB peak memory of each GPU above that before the start; empty on the CPU
 * @param rows SHA-256 of the rows of a job's table; if the tables of the jobs differ, all hashes
 *     with blanks between them
 * @param failure why the point could not be measured; empty if it was measured
 * @param setting null if it is unknown, as in files of earlier versions
 */
record ClusterResult(
    String device,
    String workload,
    int round,
    ClusterPoint point,
    long frames,
    double framesPerSecond,
    double taskSeconds,
    double wallSeconds,
    List<Long> peakMiB,
    String rows,
    String failure,
    ClusterSetting setting) {
  ClusterResult {
    // A line of a file may lack any of them.
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(workload, "workload");
    Objects.requireNonNull(point, "point");
    Objects.requireNonNull(peakMiB, "peakMiB");
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(failure, "failure");
  }

  static ClusterResult failed(
      String device,
      String workload,
      int round,
      ClusterPoint point,
      ClusterSetting setting,
      String why) {
    return new ClusterResult(
        device, workload, round, point, 0, 0, 0, 0, List.of(), "", why, setting);
  }

  /** Returns whether it belongs to an experiment. */
  boolean isOf(String otherDevice, String otherWorkload, ClusterSetting otherSetting) {
    return device.equals(otherDevice)
        && workload.equals(otherWorkload)
        && otherSetting.equals(setting);
  }

  boolean isOf(int otherRound, ClusterPoint other) {
    return round == otherRound && point.equals(other);
  }

  boolean isMeasured() {
    return failure.isEmpty();
  }

  /** Returns the peak memory of all GPUs in MiB. */
  long memory() {
    return peakMiB.stream().mapToLong(Long::longValue).sum();
  }
}
