package io.euge.spark.source.reading;

import io.euge.spark.crash.CrashProbe;
import io.euge.spark.source.planning.VideoPartition;
import io.euge.spark.storage.HadoopVideo;
import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.VideoException.Stage;
import io.euge.video.decode.VideoReader;
import java.nio.ByteBuffer;
import org.apache.spark.util.SerializableConfiguration;

/** Decodes and scales all frames of a segment as a task does, and drops them. */
public record SegmentProbe(
    SerializableConfiguration hadoop, VideoPartition partition, DecodeOptions options)
    implements CrashProbe.Reading {
  private static final int CANVAS = 416;

  @Override
  public String video() {
    return partition.video();
  }

  @Override
  public Stage stage() {
    return Stage.DECODE;
  }

  @Override
  public void run() {
    ByteBuffer target = ByteBuffer.allocateDirect(3 * CANVAS * CANVAS);
    HadoopVideo source = new HadoopVideo(partition.video(), hadoop.value());
    try (VideoReader video = VideoReader.open(source, partition.segment(), options)) {
      while (video.next()) {
        video.letterbox(Letterbox.of(video.width(), video.height(), CANVAS, CANVAS), target, 0);
      }
    }
  }
}
