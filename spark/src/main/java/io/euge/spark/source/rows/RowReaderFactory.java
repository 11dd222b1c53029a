package io.euge.spark.source.rows;

import io.euge.spark.filter.FilteredFrames;
import java.io.Serializable;

/** Creates the row reader of a task. Made on the driver and serialized to the executors. */
public interface RowReaderFactory extends Serializable {
  /**
   * Creates a reader of the rows of some frames.
   *
   * @param closer gets what the reader opens, and closes it with the task
   */
  RowReader create(FilteredFrames frames, Closer closer);
}
