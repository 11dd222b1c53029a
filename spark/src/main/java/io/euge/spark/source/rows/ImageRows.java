package io.euge.spark.source.rows;

import io.euge.spark.conf.ImageSettings;
import io.euge.spark.filter.WantedFrames;
import io.euge.video.decode.VideoReader;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Rows of {@code VideoSchema} with the frames' pictures. */
public final class ImageRows implements FrameRows {
  /** OpenCV's CV_8UC3. */
  private static final int THREE_BYTES = 16;

  private final WantedFrames frames;
  private final FrameRow row;
  private final Bgr pixels = new Bgr();
  private final JpegEncoder jpeg;
  private final UTF8String origin;

  public ImageRows(
      ImageSettings settings, StructType columns, WantedFrames frames, Resources opened) {
    this.frames = frames;
    this.row = new FrameRow(columns, frames.name());
    this.origin = UTF8String.fromString(frames.name());
    this.jpeg = settings.jpeg() ? opened.add(new JpegEncoder(settings.quality())) : null;
  }

  @Override
  public boolean next() {
    boolean more = frames.next();
    if (more) {
      VideoReader video = frames.video();
      row.set(video, jpeg == null ? struct(video) : jpeg.encode(video, pixels));
    }
    return more;
  }

  private InternalRow struct(VideoReader video) {
    byte[] data = new byte[Bgr.bytes(video)];
    pixels.of(video, data);
    return new GenericInternalRow(
        new Object[] {origin, video.height(), video.width(), Bgr.CHANNELS, THREE_BYTES, data});
  }

  @Override
  public InternalRow row() {
    return row.row();
  }
}
