package io.euge.cli.job;

import io.euge.ByteSize;
import io.euge.EugeException;
import java.util.Map;

/** Checks that the heap of this process is large enough for Spark. */
public final class SparkHeap {
  /** Bytes of a heap without which Spark does not start: 1.5 times what it reserves for itself. */
  public static final long LEAST = 450L << 20;

  private SparkHeap() {}

  /**
   * Checks the heap of this process; Spark would name a setting that nobody gave.
   *
   * @param conf what the user set
   * @throws EugeException if it is too small
   */
  static void check(Map<String, String> conf) {
    long heap = Runtime.getRuntime().maxMemory();
    if (heap < LEAST && !conf.containsKey("spark.testing.memory")) {
      throw new EugeException(
          "The heap of %s is too small for Spark, which needs %s: give more, EUGE_JAVA_OPTIONS=-Xmx1g or --driver-memory of spark-submit"
              .formatted(ByteSize.wholeMib(heap), ByteSize.wholeMib(LEAST)));
    }
  }
}
