package io.euge.spark;

import io.euge.detection.FrameDetections;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * One row of {@link DetectionsSchema} with the columns that are wanted, filled anew for each frame.
 */
final class FrameRow {
  private final String[] columns;
  private final UTF8String video;
  private final UTF8String[] labels;
  private final Object[] values;
  private final InternalRow row;

  FrameRow(StructType columns, String video, List<String> labels) {
    this.columns = columns.fieldNames();
    this.video = UTF8String.fromString(video);
    this.labels = labels.stream().map(UTF8String::fromString).toArray(UTF8String[]::new);
    this.values = new Object[this.columns.length];
    this.row = new GenericInternalRow(values);
  }

  /** The row as it was set last; its values change with the next frame. */
  InternalRow row() {
    return row;
  }

  void set(FrameDetections found) {
    set(found.frame(), found.seconds(), found.width(), found.height(), found);
  }

  void set(long frame, double seconds, int width, int height) {
    set(frame, seconds, width, height, null);
  }

  private void set(long frame, double seconds, int width, int height, FrameDetections found) {
    for (int i = 0; i < columns.length; i++) {
      values[i] =
          switch (columns[i]) {
            case "video" -> video;
            case "frame" -> frame;
            case "seconds" -> seconds;
            case "width" -> width;
            case "height" -> height;
            case "detections" -> array(found);
            default -> throw new IllegalStateException("no column " + columns[i]);
          };
    }
  }

  private GenericArrayData array(FrameDetections found) {
    Object[] rows = new Object[found.count()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          new GenericInternalRow(
              new Object[] {
                labels[found.classId(i)],
                found.classId(i),
                found.confidence(i),
                found.x(i),
                found.y(i),
                found.width(i),
                found.height(i)
              });
    }
    return new GenericArrayData(rows);
  }
}
