package io.euge.spark.source.reading;

import io.euge.spark.crash.CrashProbe;
import io.euge.spark.crash.ExecutorLossTracker;
import io.euge.spark.source.planning.VideoPartition;
import io.euge.video.VideoException;
import java.util.List;

/**
 * The crash probes of one task: nothing is probed until the next segment must be, and from then on
 * all, so that one child process serves the others too.
 */
final class SegmentProbes {
  private final SegmentReaderFactory scan;
  private final VideoPartition partition;
  private List<VideoException> outcomes;
  private int first;

  SegmentProbes(SegmentReaderFactory scan, VideoPartition partition) {
    this.scan = scan;
    this.partition = partition;
  }

  /**
   * Fails if a segment must be probed and crashes the process that reads it.
   *
   * @param index among the task's segments; not less than in an earlier call
   * @throws VideoException with the code {@code POISON}
   */
  void requireHarmless(int index) {
    if (outcomes == null && ExecutorLossTracker.isProbeRequired(scan.errors().plannedMillis())) {
      first = index;
      outcomes =
          CrashProbe.probe(
              partition.segments().stream()
                  .skip(index)
                  .map(part -> SegmentProbe.of(scan, part))
                  .toList());
    }
    if (outcomes != null && outcomes.get(index - first) != null) {
      throw outcomes.get(index - first);
    }
  }
}
