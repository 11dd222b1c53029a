package io.euge.spark.conf;

/** The action for a video that cannot be opened or is corrupt. */
public enum OnError {
  /** The query fails with the first one, as Spark's own readers do. */
  FAIL,
  /** What is good of it stays; the rest is left out and only counted. */
  SKIP,
  /** What is good of it stays; what is wrong with the rest is written to the error table. */
  RECORD
}
