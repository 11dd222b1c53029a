package io.euge.spark.source.planning;

import io.euge.spark.crash.CrashProbe;
import io.euge.spark.crash.ExecutorLossTracker;
import io.euge.spark.errors.ErrorSink;
import io.euge.spark.recording.Recording;
import io.euge.video.VideoException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.LongAccumulator;

/**
 * Splits some of a scan's videos in one task. Leaves out those that cannot be opened and reports
 * them as bad input.
 *
 * @param probed counts the videos that are done
 */
record ProbeTask(VideoSplitter splitter, ErrorSink errors, LongAccumulator probed)
    implements FlatMapFunction<Iterator<Recording>, VideoSplits> {

  @Override
  public Iterator<VideoSplits> call(Iterator<Recording> recordings) {
    List<Recording> videos = new ArrayList<>();
    recordings.forEachRemaining(videos::add);
    List<VideoException> crashes =
        ExecutorLossTracker.isProbeRequired(errors.plannedMillis())
            ? CrashProbe.probe(
                videos.stream().map(video -> SplitProbe.of(splitter, video.path())).toList())
            : Collections.nCopies(videos.size(), null);
    List<VideoSplits> splits = new ArrayList<>();
    for (int i = 0; i < videos.size(); i++) {
      try {
        if (crashes.get(i) != null) {
          throw crashes.get(i);
        }
        splits.add(splitter.split(videos.get(i)));
      } catch (VideoException e) {
        errors.recordOrThrow(videos.get(i), null, e);
      }
      probed.add(1);
    }
    return splits.iterator();
  }
}
