package io.euge.cli.tune;

import io.euge.TaskPart;
import io.euge.spark.metrics.Bottleneck;
import io.euge.spark.metrics.TaskTimes;
import java.util.Optional;

/**
 * Predicts the duration of a job whose videos are like the measured one.
 *
 * @param measured costs of one executor
 * @param videoSeconds total length of all videos
 * @param segmentSeconds length of the segments into which videos are split
 * @param executors of the cluster
 * @param tasks number of concurrent tasks per executor
 * @param gpus of the cluster; 0 if CPUs run the model
 */
record Prediction(
    Measured measured,
    double videoSeconds,
    double segmentSeconds,
    int executors,
    int tasks,
    int gpus) {

  /** Returns the number of segments; a remainder of less than a thousandth does not count. */
  long segments() {
    double videos = Math.max(1, Math.ceil(videoSeconds / measured.video() - 1e-3));
    double each = Math.min(measured.video(), videoSeconds);
    return Math.round(videos * Math.max(1, Math.ceil(each / segmentSeconds - 1e-3)));
  }

  /** Returns the seconds from the start of the first detection task to the end of the last one. */
  double detecting() {
    TaskCost cost = measured.best();
    long segments = segments();
    double segment = videoSeconds / segments * cost.perVideoSecond() + cost.perSegment();
    long slots = (long) executors * tasks;
    double ofTasks = Math.ceil((double) segments / slots) * segment;
    double ofGpus = gpus > 0 ? videoSeconds * cost.devicePerVideoSecond() / gpus : 0;
    return measured.loadSeconds() + Math.max(ofTasks, ofGpus);
  }

  /** Returns the seconds from Spark's start to the completed table. */
  double seconds() {
    return measured.startSeconds() + detecting();
  }

  /** Returns whether the GPUs are saturated. */
  boolean isBoundByGpus() {
    return gpus > 0
        && videoSeconds * measured.best().devicePerVideoSecond() / gpus + measured.loadSeconds()
            >= detecting();
  }

  /** Returns the bottleneck of the job as a sentence. */
  String bound() {
    return isBoundByGpus()
        ? "bound by the GPUs, which are busy all the time; more or faster GPUs, or a smaller model, would help"
        : bottleneck().map(Bottleneck::sentence).orElse("");
  }

  /** Returns the part of the tasks that takes the most time. */
  Optional<Bottleneck> bottleneck() {
    TaskCost cost = measured.best();
    double scale = videoSeconds / cost.videoSeconds();
    double opened = (double) segments() / cost.segments();
    TaskTimes all = new TaskTimes();
    for (TaskPart part : TaskPart.values()) {
      double times = part == TaskPart.OPENING || part == TaskPart.OTHER ? opened : scale;
      if (part != TaskPart.LOADING) {
        all.add(part, Math.round(times * cost.times().nanos(part)));
      }
    }
    all.add(TaskPart.LOADING, Math.round(1e9 * measured.loadSeconds() * executors));
    all.addDevice(Math.round(scale * cost.times().deviceNanos()));
    return Bottleneck.of(all, detecting(), seconds(), Math.max(1, gpus));
  }
}
