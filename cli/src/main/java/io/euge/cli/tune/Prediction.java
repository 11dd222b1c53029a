package io.euge.cli.tune;

import io.euge.TaskPart;
import io.euge.spark.metrics.Bottleneck;
import io.euge.spark.metrics.TaskTimes;
import java.util.Optional;

/**
 * How long a job takes. All its videos are taken to be as the one that was measured.
 *
 * @param measured of one executor
 * @param videoSeconds of all videos
 * @param segmentSeconds into which long videos are split
 * @param executors of the cluster
 * @param tasks of an executor at the same time
 * @param gpus of the cluster; 0 where the processors run the model
 */
record Prediction(
    Measured measured,
    double videoSeconds,
    double segmentSeconds,
    int executors,
    int tasks,
    int gpus) {

  /** Returns the number of segments. A thousandth of a video is no further one. */
  long segments() {
    double videos = Math.max(1, Math.ceil(videoSeconds / measured.video() - 1e-3));
    double each = Math.min(measured.video(), videoSeconds);
    return Math.round(videos * Math.max(1, Math.ceil(each / segmentSeconds - 1e-3)));
  }

  /** Returns the seconds from the first task that detects to the end of the last one. */
  double detecting() {
    TaskCost cost = measured.best();
    long segments = segments();
    double segment = videoSeconds / segments * cost.perVideoSecond() + cost.perSegment();
    long slots = (long) executors * tasks;
    double ofTasks = Math.ceil((double) segments / slots) * segment;
    double ofGpus = gpus > 0 ? videoSeconds * cost.devicePerVideoSecond() / gpus : 0;
    return measured.loadSeconds() + Math.max(ofTasks, ofGpus);
  }

  /** Returns the seconds from Spark's start to the written table. */
  double seconds() {
    return measured.startSeconds() + detecting();
  }

  /** Returns whether the GPUs have no time for more tasks. */
  boolean isBoundByGpus() {
    return gpus > 0
        && videoSeconds * measured.best().devicePerVideoSecond() / gpus + measured.loadSeconds()
            >= detecting();
  }

  /** Returns what bounds the job, as a sentence. */
  String bound() {
    return isBoundByGpus()
        ? "bound by the GPUs, which are busy all the time; more or faster GPUs, or a smaller model, would help"
        : bottleneck().map(Bottleneck::sentence).orElse("");
  }

  /** Returns the part of the tasks that takes most. */
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
