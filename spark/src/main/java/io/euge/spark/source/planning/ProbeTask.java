package io.euge.spark.source.planning;

import io.euge.spark.conf.ReadSettings;
import io.euge.spark.crash.CrashProbe;
import io.euge.spark.crash.ExecutorLossTracker;
import io.euge.spark.errors.ErrorSink;
import io.euge.spark.filter.FrameFilter;
import io.euge.spark.storage.HadoopVideo;
import io.euge.spark.storage.HadoopVideos;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Stage;
import io.euge.video.split.VideoPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Opens some of a job's videos in one task and cuts them. What cannot be opened is left out as bad
 * input.
 *
 * @param planned counts the videos that are done
 */
record ProbeTask(
    HadoopVideos videos,
    ReadSettings settings,
    FrameFilter filter,
    ErrorSink errors,
    LongAccumulator planned)
    implements FlatMapFunction<Iterator<String>, PlannedVideo> {

  private record ProbeTrial(SerializableConfiguration hadoop, String video, double segmentSeconds)
      implements CrashProbe.Reading {
    @Override
    public Stage stage() {
      return Stage.PROBE;
    }

    @Override
    public void run() {
      VideoPlan.of(new HadoopVideo(video, hadoop.value()), segmentSeconds);
    }
  }

  @Override
  public Iterator<PlannedVideo> call(Iterator<String> paths) {
    List<String> names = new ArrayList<>();
    paths.forEachRemaining(names::add);
    List<VideoException> poison =
        ExecutorLossTracker.isSuspect(errors.planned())
            ? CrashProbe.probe(names.stream().map(this::trial).toList())
            : Collections.nCopies(names.size(), null);
    List<PlannedVideo> plans = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      try {
        if (poison.get(i) != null) {
          throw poison.get(i);
        }
        plans.add(PlannedVideo.of(names.get(i), videos, settings, filter));
      } catch (VideoException e) {
        errors.keep(names.get(i), null, e);
      }
      planned.add(1);
    }
    return plans.iterator();
  }

  private ProbeTrial trial(String video) {
    return new ProbeTrial(videos.configuration().value(), video, settings.segmentSeconds());
  }
}
