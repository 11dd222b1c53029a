package io.euge.bench.gpu;

import io.euge.bench.gpu.GpuAnswers.Small;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The measurements of a point, or the reason why it failed. Memory and utilization that were not
 * measured are null.
 *
 * @param device what was measured, with its driver
 * @param startSeconds until the device is initialized in the slowest process
 * @param readySeconds from then until all tasks of the slowest process have the model and have run
 * @param contextMiB memory of all processes that the driver reports after initialization
 * @param processMiB memory of all processes that the driver reports in steady state
 * @param deviceMiB used memory of the device in steady state minus that before the start
 * @param framesPerSecond of all processes
 * @param medianMillis median latency of a task's run in steady state, in the slowest process
 * @param slowMillis 99th percentile of this latency, in the slowest process
 * @param meanBatch mean batch size of the device's runs
 * @param busyPercent percent of the time in which a kernel ran
 * @param difference maximum difference from the CPU's outputs, relative to the largest output
 * @param same whether the outputs of all processes are bit-identical to each other and to those of
 *     the model's first point
 * @param small jobs of small tasks; rates are sums over all processes
 * @param failure why the point could not be measured; empty if it was measured
 * @param setting null if it is unknown, as in files of earlier versions
 */
record GpuResult(
    String device,
    GpuPoint point,
    double startSeconds,
    double readySeconds,
    Long contextMiB,
    Long processMiB,
    Long deviceMiB,
    double framesPerSecond,
    double medianMillis,
    double slowMillis,
    double meanBatch,
    Integer busyPercent,
    double difference,
    boolean same,
    List<Small> small,
    String failure,
    GpuSetting setting) {
  GpuResult {
    // A line of a file may lack any of them.
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(point, "point");
    Objects.requireNonNull(small, "small");
    Objects.requireNonNull(failure, "failure");
  }

  static GpuResult failed(String device, GpuPoint point, GpuSetting setting, String why) {
    return new GpuResult(
        device, point, 0, 0, null, null, null, 0, 0, 0, 0, null, 0, false, List.of(), why, setting);
  }

  boolean isMeasured() {
    return failure.isEmpty();
  }

  /** Returns the throughput, or why there is none. */
  String outcome() {
    return failure.isEmpty()
        ? String.format(Locale.ROOT, "%.1f frames/s", framesPerSecond)
        : failure;
  }
}
