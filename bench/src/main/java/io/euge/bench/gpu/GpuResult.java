package io.euge.bench.gpu;

import io.euge.bench.gpu.GpuAnswers.Small;
import java.util.List;

/**
 * The figures of a point, or why there are none.
 *
 * @param startSeconds until the device is started in the slowest process
 * @param readySeconds then until the tasks of the slowest process have the model and have run
 * @param contextMiB that the driver counts for all processes when the device is started
 * @param processMiB that it counts for them in steady state
 * @param deviceMiB used of the device in steady state, less what was used before
 * @param framesPerSecond of all processes
 * @param medianMillis a task's run in the steady state of the slowest process
 * @param slowMillis the run that 99 of 100 do not exceed, of the slowest process
 * @param meanBatch frames of a run of the device
 * @param busyPercent of the time in which a kernel ran
 * @param difference the largest from the processor's outputs, as a part of the largest output
 * @param same whether the outputs of all processes are equal to the bit, and equal to those of the
 *     model's first point
 * @param small jobs of small tasks, the rates of all processes summed
 * @param failure why there are no figures; empty if there are
 */
record GpuResult(
    GpuPoint point,
    double startSeconds,
    double readySeconds,
    long contextMiB,
    long processMiB,
    long deviceMiB,
    double framesPerSecond,
    double medianMillis,
    double slowMillis,
    double meanBatch,
    int busyPercent,
    double difference,
    boolean same,
    List<Small> small,
    String failure) {
  static GpuResult failed(GpuPoint point, String why) {
    return new GpuResult(point, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false, List.of(), why);
  }
}
