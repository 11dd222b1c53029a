package io.euge.spark.source.rows;

import io.euge.TimeAccount;
import io.euge.spark.conf.ImageSettings;
import io.euge.spark.filter.FilteredFrames;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Reads rows of {@code VideoSchema} with the pixels of each frame. */
public final class ImageRowReader implements RowReader {
  private final FilteredFrames frames;
  private final FrameRow row;
  private final ImageEncoder encoder;
  private final RowClock clock;

  public ImageRowReader(
      ImageSettings settings,
      StructType columns,
      FilteredFrames frames,
      Closer closer,
      TimeAccount account) {
    this.frames = frames;
    this.clock = new RowClock(account, frames);
    this.row = new FrameRow(columns, frames.recording());
    this.encoder =
        settings.jpeg()
            ? closer.register(new JpegImageEncoder(settings.quality()))
            : new StructImageEncoder(frames.recording().path());
  }

  @Override
  public boolean next() {
    clock.decode();
    boolean hasNext = frames.next();
    if (hasNext) {
      clock.convert();
      row.set(frames, encoder.encode(frames));
    }
    clock.handOver();
    return hasNext;
  }

  @Override
  public InternalRow row() {
    return row.row();
  }
}
