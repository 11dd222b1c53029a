package io.euge.spark.source.rows;

import io.euge.spark.filter.WantedFrames;
import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.types.StructType;

/** Makes rows of the frames of one task. */
public interface FrameRows {
  /** Goes on to the next row; false after the last. */
  boolean next();

  /** The current row; it changes with the next one. */
  InternalRow row();

  /** What the task has counted so far. */
  default CustomTaskMetric[] metrics() {
    return new CustomTaskMetric[0];
  }

  /** Goes from the driver to the tasks. */
  interface Maker extends Serializable {
    /**
     * Begins the rows of one task.
     *
     * @param opened takes what is opened, and closes it with the task
     */
    FrameRows of(WantedFrames frames, Resources opened);
  }

  /** Rows of what a frame tells by itself. */
  static FrameRows plain(WantedFrames frames, StructType columns) {
    FrameRow row = new FrameRow(columns, frames.name());
    return new FrameRows() {
      @Override
      public boolean next() {
        boolean more = frames.next();
        if (more) {
          row.set(frames.video(), null);
        }
        return more;
      }

      @Override
      public InternalRow row() {
        return row.row();
      }
    };
  }
}
