package io.euge.demo;

import io.euge.cli.table.DetectionRow;
import io.euge.inference.sharing.SharingMode;
import java.io.Serializable;
import java.util.List;

/**
 * A Spark job to run and measure in a separate process; the process receives it serialized.
 *
 * @param videos paths of the videos
 * @param model value of {@code --model}
 * @param every interval of the sampled frames: frames whose index is a multiple of it are read
 * @param tasks number of concurrent tasks
 * @param warmUp a tiny model, run before the measurement
 * @param table directory for the table of detections; must not exist
 */
record Job(
    List<String> videos,
    String model,
    int every,
    int tasks,
    SharingMode sharing,
    String warmUp,
    String table)
    implements Serializable {

  /**
   * The measurements of a job.
   *
   * @param frames number of frames processed
   * @param seconds from reading the first video's index to the completed table on disk
   * @param processorSeconds CPU time of the process over all cores in this time, which other
   *     programs hardly influence
   * @param readySeconds from the start of the first task until all tasks that can run concurrently
   *     have the model; null if not observed
   * @param beforeBytes resident memory before the job, after Spark and a tiny model have run once;
   *     null if the operating system does not report it
   * @param peakBytes maximum of the resident memory during the job; null if not reported
   * @param loads number of loads of the model
   * @param copies maximum number of copies of the model in memory
   * @param detections number of detections above the confidence threshold, see {@link
   *     DetectionRow#isSure}
   * @param digest hash over all bits of all detections, including those below the threshold
   */
  record Outcome(
      SharingMode sharing,
      long frames,
      double seconds,
      double processorSeconds,
      Double readySeconds,
      Long beforeBytes,
      Long peakBytes,
      long loads,
      int copies,
      long detections,
      String digest)
      implements Serializable {
    double framesPerSecond() {
      return frames / seconds;
    }

    /** Returns the growth of resident memory during the job in bytes; null if not reported. */
    Long growthBytes() {
      return peakBytes == null ? null : Long.valueOf(peakBytes - beforeBytes);
    }
  }
}
