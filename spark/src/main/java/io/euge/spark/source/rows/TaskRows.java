package io.euge.spark.source.rows;

import io.euge.spark.filter.FilteredFrames;

/** Creates the row readers of one task, one for each of its segments, one after the other. */
public interface TaskRows {
  /**
   * Creates a reader of the rows of some frames. The reader before it is closed.
   *
   * @param segment gets what this reader opens, and closes it with the segment
   */
  RowReader read(FilteredFrames frames, Closer segment);
}
