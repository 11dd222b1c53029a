package io.euge.cli.tune;

import io.euge.TaskPart;
import java.util.List;

/**
 * What was measured on this machine.
 *
 * @param tasks that ran at once in the process
 * @param video seconds of the video
 * @param startSeconds from Spark's start to the first task, and from the last to the written table,
 *     with what a new process is slower at first; without loading
 * @param loadSeconds to load the model
 * @param modelBytes that the model takes on its device
 * @param processBytes the most that this process took; 0 where the system does not tell
 * @param variants each with other settings, the usual one first
 */
record Measured(
    int tasks,
    double video,
    double startSeconds,
    double loadSeconds,
    long modelBytes,
    long processBytes,
    List<TaskCost> variants) {
  /** Less is noise: then the usual settings stay. */
  private static final double GAIN = 1.05;

  Measured {
    variants = List.copyOf(variants);
  }

  /** Returns the settings to take: the fastest, unless the usual ones are about as fast. */
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

  /** Returns the frames a second that decoding and scaling alone would allow. */
  double decoding() {
    // Without a thread that decodes ahead, whose time is not the task's.
    TaskCost cost =
        variants.stream().filter(one -> one.prefetch() == 0).findFirst().orElse(variants.get(0));
    return cost.framesPerSecond(tasks, TaskPart.FETCHING, TaskPart.DECODING, TaskPart.SCALING);
  }

  /** Returns the frames a second that the network alone would allow. */
  double inference(TaskCost cost) {
    return cost.framesPerSecond(tasks, TaskPart.WAITING, TaskPart.INFERENCE);
  }
}
