package io.euge.spark.source.rows;

import io.euge.video.FrameSource;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Encodes a frame as Spark ML's image struct. */
final class StructImageEncoder implements ImageEncoder {
  /** OpenCV's CV_8UC3: three bytes a pixel. */
  private static final int CV_8UC3 = 16;

  private final UTF8String origin;
  private final BgrConverter pixels = new BgrConverter();

  StructImageEncoder(String origin) {
    this.origin = UTF8String.fromString(origin);
  }

  @Override
  public Object encode(FrameSource frame) {
    byte[] data = new byte[BgrConverter.bytes(frame)];
    pixels.convert(frame, data);
    return new GenericInternalRow(
        new Object[] {origin, frame.height(), frame.width(), BgrConverter.CHANNELS, CV_8UC3, data});
  }
}
