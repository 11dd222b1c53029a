package io.euge.spark.sink;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.to_date;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The columns by which the files of a table are in directories, as {@code
 * day=2026-01-31/camera=north}.
 *
 * @param columns the day of the column {@code time}, or columns of the table; may be empty
 */
public record Partitioning(List<String> columns) implements Serializable {
  private static final String DAY = "day";
  private static final List<String> COLUMNS = List.of(DAY, "camera");

  /** No directories. */
  public static final Partitioning NONE = new Partitioning(List.of());

  /**
   * Copies the columns.
   *
   * @throws IllegalArgumentException if one cannot be given, or is given twice
   */
  public Partitioning {
    columns = List.copyOf(columns);
    if (!COLUMNS.containsAll(columns) || columns.stream().distinct().count() < columns.size()) {
      throw new IllegalArgumentException(
          "give day, camera or both with a comma between, and not " + String.join(",", columns));
    }
  }

  /** Reads names with commas between. */
  public static Partitioning parse(String names) {
    return new Partitioning(Arrays.stream(names.split(",", -1)).map(String::strip).toList());
  }

  /** Returns whether a directory of a table has a name that these directories may have. */
  public static boolean isFolder(String name) {
    return COLUMNS.stream().anyMatch(column -> name.startsWith(column + "="));
  }

  /** Returns whether there are directories of days, which are those of the session's time zone. */
  public boolean hasDays() {
    return columns.contains(DAY);
  }

  /** Returns the rows with the columns that they lack. */
  public Dataset<Row> complete(Dataset<Row> rows) {
    return hasDays() ? rows.withColumn(DAY, to_date(col("time"))) : rows;
  }
}
