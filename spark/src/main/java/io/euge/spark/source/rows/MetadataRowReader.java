package io.euge.spark.source.rows;

import io.euge.spark.filter.FilteredFrames;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Reads rows of what is known of a frame without its pixels: index, time and size. */
public final class MetadataRowReader implements RowReader {
  private final FilteredFrames frames;
  private final FrameRow row;

  public MetadataRowReader(StructType columns, FilteredFrames frames) {
    this.frames = frames;
    this.row = new FrameRow(columns, frames.recording());
  }

  @Override
  public boolean next() {
    boolean hasNext = frames.next();
    if (hasNext) {
      row.set(frames, null);
    }
    return hasNext;
  }

  @Override
  public InternalRow row() {
    return row.row();
  }
}
