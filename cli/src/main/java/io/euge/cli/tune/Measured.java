package io.euge.cli.tune;

import io.euge.TaskPart;
import java.util.List;

/**
 * The measurements on this machine.
 *
 * @param tasks number of concurrent tasks in the process
 * @param video length of the video in seconds
 * @param startSeconds overhead of a new process, without loading the model: from Spark's start to
 *     the first task, from the last task to the completed table, and the initially lower speed
 * @param loadSeconds time to load the model
 * @param modelBytes memory of the model on its device
 * @param processBytes maximum memory of this process; 0 if the operating system does not report it
 * @param variants costs with different settings, the default first
 */
record Measured(
    int tasks,
    double video,
    double startSeconds,
    double loadSeconds,
    long modelBytes,
    long processBytes,
    List<TaskCost> variants) {
  /** The minimum speedup; a smaller one may be noise, and the default settings are kept. */
  private static final double GAIN = 1.05;

  Measured {
    variants = List.copyOf(variants);
  }

  /** Returns the fastest settings, or the default if it is about as fast. */
  TaskCost best() {
    TaskCost usual = variants.get(0);
    TaskCost best = usual;
    for (TaskCost variant : variants) {
      if (speed(variant) > speed(best)) {
        best = variant;
      }
    }
    return speed(best) > GAIN * speed(usual) ? best : usual;
  }

  private static double speed(TaskCost cost) {
    return 1 / cost.perVideoSecond();
  }

  /** Returns whether a GPU ran the model. */
  boolean onGpu() {
    return best().times().deviceNanos() > 0;
  }

  /** Returns the frames per second of decoding and scaling alone. */
  double decoding() {
    // Without prefetch, because a decoding thread's time is not part of the task's.
    TaskCost cost =
        variants.stream().filter(one -> one.prefetch() == 0).findFirst().orElse(variants.get(0));
    return cost.framesPerSecond(tasks, TaskPart.FETCHING, TaskPart.DECODING, TaskPart.SCALING);
  }

  /** Returns the frames per second of inference alone. */
  double inference(TaskCost cost) {
    return cost.framesPerSecond(tasks, TaskPart.WAITING, TaskPart.INFERENCE);
  }
}
