package io.euge.cli.job;

import io.euge.ByteSize;
import io.euge.EugeException;
import java.util.Map;

/** Checks that the heap of this process is large enough for Spark. */
public final class SparkHeap {
  /**
   * The minimum heap size in bytes with which Spark starts: 1.5 times the memory that it reserves.
   */
  public static final long LEAST = 450L << 20;

  private SparkHeap() {}

  /**
   * Checks the heap of this process, because Spark's own error refers to a setting that the user
   * did not set.
   *
   * @param conf settings of the user
   * @throws EugeException if the heap is too small
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
