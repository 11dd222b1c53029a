package io.euge.demo;

import io.euge.cli.table.DetectionRow;
import io.euge.inference.sharing.SharingMode;
import java.io.Serializable;
import java.util.List;

/**
 * A Spark job that a process of its own is to run and measure; it is sent to that process.
 *
 * @param videos files
 * @param model as {@code --model} takes it
 * @param every frame whose index is a multiple of this is taken
 * @param tasks at once
 * @param warmUp a tiny model, run before anything is measured
 * @param table where the detections are written, a folder that is not there yet
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
   * What was measured.
   *
   * @param frames that were looked at
   * @param seconds from the reading of the first video's index to the table on disk
   * @param processorSeconds that the process used meanwhile, over all cores: other programs that
   *     run at the time hardly change it
   * @param readySeconds from the launch of the first task to the moment that all tasks which can
   *     run at once have the model; null if that moment was not seen
   * @param beforeBytes resident before the job, Spark started and everything run once with a tiny
   *     model; null where the system does not tell
   * @param peakBytes the most that was resident while it ran; null likewise
   * @param loads of the model
   * @param copies of the model that were in memory at once, at most
   * @param detections that are sure, see {@link DetectionRow#isSure}
   * @param digest of all detections, the unsure too, to the bit
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

    /** What the job added to the process; null where the system does not tell. */
    Long growthBytes() {
      return peakBytes == null ? null : Long.valueOf(peakBytes - beforeBytes);
    }
  }
}
