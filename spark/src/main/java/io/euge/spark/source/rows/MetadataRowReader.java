package io.euge.spark.source.rows;

import io.euge.TimeAccount;
import io.euge.spark.filter.FilteredFrames;
import io.euge.spark.provenance.VideoProvenance;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Reads rows with the properties of a frame that do not need its pixels: index, time and size. */
public final class MetadataRowReader implements RowReader {
  private final FilteredFrames frames;
  private final FrameRow row;
  private final RowClock clock;

  /**
   * @param provenance null if the columns lack it
   */
  public MetadataRowReader(
      StructType columns, FilteredFrames frames, VideoProvenance provenance, TimeAccount account) {
    this.frames = frames;
    this.clock = new RowClock(account, frames);
    this.row = new FrameRow(columns, frames.recording(), provenance);
  }

  @Override
  public boolean next() {
    clock.decode();
    boolean hasNext = frames.next();
    if (hasNext) {
      row.set(frames, null);
    }
    clock.handOver();
    return hasNext;
  }

  @Override
  public InternalRow row() {
    return row.row();
  }
}
