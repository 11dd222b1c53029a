package io.euge.spark.sink;

import io.euge.EugeException;
import java.util.List;
import java.util.Map;

/** A format of tables to which batches are added. */
public enum CommittedFormat {
  /** A directory of Parquet files. */
  PARQUET,
  /** A Delta table; its library must be added to the class path. */
  DELTA;

  private static final String EXTENSION = "io.delta.sql.DeltaSparkSessionExtension";

  /** What Delta Lake needs and its POM does not name: Spark's distribution has it. */
  private static final List<String> GUAVA =
      List.of(
          "com.google.common.cache.CacheBuilder",
          "com.google.common.util.concurrent.AbstractFuture");

  /**
   * Returns the settings with which a session writes the format. The state of a table is small
   * here, and Delta would divide it into 50 tasks for each batch.
   */
  public Map<String, String> sparkSettings() {
    return this == PARQUET
        ? Map.of()
        : Map.of(
            "spark.sql.extensions", EXTENSION,
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog",
            "spark.databricks.delta.snapshotPartitions", "2");
  }

  /**
   * Checks that the format can be written.
   *
   * @throws EugeException if its library is missing
   */
  public void requireLibrary() {
    if (this == DELTA && !isThere(EXTENSION)) {
      throw new EugeException(
          "Cannot write a Delta table: Delta Lake is not on the class path; put the jars of io.delta:delta-spark_4.2_2.13:4.4.0, io.delta:delta-storage:4.4.0, com.google.guava:guava:33.6.0-jre and com.google.guava:failureaccess:1.0.3 into EUGE_CLASSPATH, or use spark-submit --packages io.delta:delta-spark_4.2_2.13:4.4.0");
    }
    if (this == DELTA && !GUAVA.stream().allMatch(CommittedFormat::isThere)) {
      throw new EugeException(
          "Cannot write a Delta table: Guava, which Delta Lake needs, is not on the class path; add the jars of com.google.guava:guava:33.6.0-jre and com.google.guava:failureaccess:1.0.3 to EUGE_CLASSPATH or --packages");
    }
  }

  private static boolean isThere(String type) {
    try {
      Class.forName(type, false, Thread.currentThread().getContextClassLoader());
      return true;
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      // Newer versions of Guava need another jar, which has superclasses of theirs.
      return false;
    }
  }
}
