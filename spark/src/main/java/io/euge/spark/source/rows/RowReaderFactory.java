package io.euge.spark.source.rows;

import io.euge.TimeAccount;
import java.io.Serializable;

/** Creates the row readers of tasks. Made on the driver and serialized to the executors. */
public interface RowReaderFactory extends Serializable {
  /**
   * Returns what creates the readers of one task.
   *
   * @param task gets what the task's readers share, and closes it with the task
   * @param account divides the task's time
   */
  TaskRows open(Closer task, TimeAccount account);
}
