package io.euge.spark;

import org.apache.spark.sql.SparkSession;

/** A Spark in this process that listens on the loopback address only. */
public final class LocalSpark {
  private LocalSpark() {}

  /** Starts a session with this number of cores. */
  public static SparkSession start(int cores) {
    return builder(cores).getOrCreate();
  }

  /** Returns the builder of such a session, for a test that has settings of its own. */
  public static SparkSession.Builder builder(int cores) {
    return SparkSession.builder()
        .master("local[" + cores + "]")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "localhost")
        .config("spark.driver.bindAddress", "127.0.0.1");
  }
}
