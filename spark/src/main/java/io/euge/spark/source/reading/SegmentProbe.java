package io.euge.spark.source.reading;

import io.euge.spark.crash.CrashProbe;
import io.euge.spark.source.planning.VideoSegment;
import io.euge.spark.storage.HadoopVideoSource;
import io.euge.video.DecodeDevice;
import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.VideoException.Stage;
import io.euge.video.decode.VideoReader;
import java.nio.ByteBuffer;
import org.apache.spark.util.SerializableConfiguration;

/** Decodes and scales all frames of a segment as a task does, and discards them. */
public record SegmentProbe(
    SerializableConfiguration hadoop, VideoSegment part, DecodeOptions decode)
    implements CrashProbe.Reading {
  private static final int CANVAS = 416;

  /** Creates the probe of one task. It decodes on the CPU: its process has no GPU. */
  static SegmentProbe of(SegmentReaderFactory scan, VideoSegment part) {
    return new SegmentProbe(
        scan.storage().hadoop(), part, scan.decode().withDevice(DecodeDevice.CPU));
  }

  @Override
  public String video() {
    return part.video().path();
  }

  @Override
  public Stage stage() {
    return Stage.DECODE;
  }

  @Override
  public void run() {
    ByteBuffer target = ByteBuffer.allocateDirect(3 * CANVAS * CANVAS);
    HadoopVideoSource source = new HadoopVideoSource(part.video().path(), hadoop.value());
    try (VideoReader video = VideoReader.open(source, part.segment(), decode)) {
      while (video.next()) {
        video.letterbox(Letterbox.of(video.width(), video.height(), CANVAS, CANVAS), target, 0);
      }
    }
  }
}
