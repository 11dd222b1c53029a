package io.euge.spark.source.rows;

import io.euge.spark.filter.FilteredFrames;
import io.euge.spark.provenance.ProvenanceColumn;
import io.euge.spark.provenance.VideoProvenance;
import io.euge.spark.recording.Recording;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** A row with the required columns, reused for each frame. */
final class FrameRow {
  private final String[] columns;
  private final Recording recording;
  private final UTF8String video;
  private final UTF8String camera;
  private final InternalRow provenance;
  private final Object[] values;
  private final InternalRow row;

  FrameRow(StructType columns, Recording recording) {
    this(columns, recording, null);
  }

  /**
   * @param provenance null if the columns lack it
   */
  FrameRow(StructType columns, Recording recording, VideoProvenance provenance) {
    this.provenance = provenance == null ? null : provenance.value(recording);
    this.columns = columns.fieldNames();
    this.recording = recording;
    this.video = UTF8String.fromString(recording.path());
    this.camera = UTF8String.fromString(recording.camera());
    this.values = new Object[this.columns.length];
    this.row = new GenericInternalRow(values);
  }

  /** Returns the row, whose values change with the next frame. */
  InternalRow row() {
    return row;
  }

  /**
   * Sets the values of the current frame.
   *
   * @param content the value of {@code detections} or {@code image}
   */
  void set(FilteredFrames frames, Object content) {
    set(
        frames.frame(),
        frames.seconds(),
        frames.key(),
        frames.width(),
        frames.height(),
        frames.pixelAspectRatio(),
        content);
  }

  void set(
      long frame,
      double seconds,
      boolean key,
      int width,
      int height,
      double pixelAspectRatio,
      Object content) {
    for (int i = 0; i < columns.length; i++) {
      values[i] =
          switch (columns[i]) {
            case "video" -> video;
            case "camera" -> camera;
            case "frame" -> frame;
            case "seconds" -> seconds;
            case "time" -> recording.micros(seconds);
            case "key" -> key;
            case "width" -> width;
            case "height" -> height;
            case "pixelAspectRatio" -> pixelAspectRatio;
            case "detections", "image" -> content;
            case ProvenanceColumn.NAME -> provenance;
            default -> throw new IllegalStateException("no column " + columns[i]);
          };
    }
  }
}
