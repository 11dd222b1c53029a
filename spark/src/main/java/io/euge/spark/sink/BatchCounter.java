package io.euge.spark.sink;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts values of each batch while it is written to the table. */
public interface BatchCounter {
  /** Counts nothing. */
  BatchCounter NONE =
      new BatchCounter() {
        @Override
        public Dataset<Row> observe(Dataset<Row> rows) {
          return rows;
        }

        @Override
        public Map<String, Long> counted() {
          return Map.of();
        }
      };

  /** Returns the same rows, which are counted when they are written. */
  Dataset<Row> observe(Dataset<Row> rows);

  /** Returns what was counted of the rows observed last, once they are written. */
  Map<String, Long> counted();
}
