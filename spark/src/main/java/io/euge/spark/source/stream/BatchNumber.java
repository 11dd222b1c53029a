package io.euge.spark.source.stream;

import org.apache.spark.sql.connector.read.streaming.Offset;

/**
 * The position of a stream: the batches of its log up to a number, which counts from 0. Spark keeps
 * it in its checkpoint.
 */
public final class BatchNumber extends Offset {
  /** Before the first batch. */
  public static final BatchNumber NONE = new BatchNumber(-1);

  private final long number;

  BatchNumber(long number) {
    this.number = number;
  }

  /** Returns the number of an offset that Spark gives back; that of none for null. */
  static long of(Offset offset) {
    return offset == null ? NONE.number : parse(offset.json()).number;
  }

  /** Reads what {@link #json} has written. */
  public static BatchNumber parse(String json) {
    return new BatchNumber(Long.parseLong(json));
  }

  @Override
  public String json() {
    return String.valueOf(number);
  }
}
