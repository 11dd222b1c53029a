package io.euge.spark;

import io.euge.video.VideoException;
import io.euge.video.VideoException.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;

/** Opens some of a job's videos in one task. What cannot be opened is left out as bad input. */
record Probing(ErrorSink errors) implements FlatMapFunction<Iterator<String>, ProbedVideo> {

  private record ProbeTrial(String video) implements Trial.Reading {
    @Override
    public Stage stage() {
      return Stage.PROBE;
    }

    @Override
    public void run() {
      ProbedVideo.probe(video);
    }
  }

  @Override
  public Iterator<ProbedVideo> call(Iterator<String> paths) {
    List<String> videos = new ArrayList<>();
    paths.forEachRemaining(videos::add);
    List<VideoException> poison =
        CrashLog.isSuspect(errors.planned())
            ? Trial.of(videos.stream().map(ProbeTrial::new).toList())
            : Collections.nCopies(videos.size(), null);
    List<ProbedVideo> probed = new ArrayList<>();
    for (int i = 0; i < videos.size(); i++) {
      try {
        if (poison.get(i) != null) {
          throw poison.get(i);
        }
        probed.add(ProbedVideo.probe(videos.get(i)));
      } catch (VideoException e) {
        errors.keep(videos.get(i), null, e);
      }
    }
    return probed.iterator();
  }
}
