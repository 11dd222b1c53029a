package io.euge.spark.source.planning;

import io.euge.spark.crash.CrashProbe;
import io.euge.spark.storage.HadoopVideoSource;
import io.euge.video.VideoException.Stage;
import io.euge.video.split.SegmentLength;
import io.euge.video.split.SegmentPlan;
import org.apache.spark.util.SerializableConfiguration;

/** Splits a video as a task does, and discards the result. */
record SplitProbe(SerializableConfiguration hadoop, String video, SegmentLength length)
    implements CrashProbe.Reading {
  static SplitProbe of(VideoSplitter splitter, String video) {
    return new SplitProbe(splitter.storage().hadoop(), video, splitter.length());
  }

  @Override
  public Stage stage() {
    return Stage.PROBE;
  }

  @Override
  public void run() {
    SegmentPlan.of(new HadoopVideoSource(video, hadoop.value()), length);
  }
}
