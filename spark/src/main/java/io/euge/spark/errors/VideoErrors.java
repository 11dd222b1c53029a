package io.euge.spark.errors;

import io.euge.spark.conf.ErrorPolicy;
import io.euge.spark.conf.OnError;
import io.euge.spark.conf.ReaderOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamReader;

/**
 * Collects the errors of the videos that queries read, for the program that runs the queries.
 *
 * <pre>{@code
 * try (VideoErrors errors = VideoErrors.collect(spark)) {
 *   errors.collectFrom(spark.read().format("detections")).option("on-error", "record")...
 *   errors.list().forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>It is complete for a query when the action that ran it has returned. A video that is read
 * again has the errors of the last reading.
 */
public final class VideoErrors implements AutoCloseable {
  /** Name of the error table in the directory of the results; Spark's readers ignore such names. */
  public static final String TABLE = "_errors";

  private final String key;
  private final VideoErrorAccumulator accumulator = new VideoErrorAccumulator();
  private final Set<String> videos = new TreeSet<>();

  private volatile ErrorPolicy policy = ErrorPolicy.FAIL;

  VideoErrors(String key, SparkContext spark) {
    this.key = key;
    spark.register(accumulator);
  }

  /** Starts to collect. The caller closes it after the last query. */
  public static VideoErrors collect(SparkSession spark) {
    return ErrorCollectors.open(spark.sparkContext());
  }

  /** Sets the option by which a reader's errors are collected here, and returns the reader. */
  public DataFrameReader collectFrom(DataFrameReader reader) {
    return reader.option(ReaderOptions.ERRORS.name(), key);
  }

  /** Does the same for the reader of a stream. */
  public DataStreamReader collectFrom(DataStreamReader reader) {
    return reader.option(ReaderOptions.ERRORS.name(), key);
  }

  /** Sets the policy, which is that of the last scan. */
  void apply(ErrorPolicy policy) {
    this.policy = policy;
  }

  /** Adds videos that a scan is going to read, and removes errors of earlier readings. */
  void begin(List<String> names) {
    synchronized (videos) {
      videos.addAll(names);
    }
    accumulator.remove(names);
  }

  VideoErrorAccumulator accumulator() {
    return accumulator;
  }

  /**
   * Returns the errors ordered by video and segment. Of a segment with more than 100 errors the
   * first 100 are listed, and one more element has the number of the others.
   */
  public List<VideoError> list() {
    return accumulator.value();
  }

  /** Returns the number of all errors. */
  public long count() {
    return accumulator.count();
  }

  /** Returns the number of videos with an error. */
  public int badVideos() {
    return accumulator.videos().size();
  }

  /** Returns the number of videos that were to be read. */
  public int videos() {
    synchronized (videos) {
      return videos.size();
    }
  }

  /**
   * Checks that not too many videos are bad.
   *
   * @throws io.euge.EugeException if more of the videos are bad than {@code max-bad-fraction}
   *     allows
   */
  void checkFraction() {
    policy.checkFraction(badVideos(), videos(), list().stream().map(VideoError::message).toList());
  }

  /**
   * Ends a job that has written its results, before they are published.
   *
   * @return the rows of the error table if errors are to be recorded and there are any
   * @throws io.euge.EugeException if more of the videos are bad than {@code max-bad-fraction}
   *     allows
   */
  public Optional<Dataset<Row>> complete(SparkSession spark) {
    checkFraction();
    return rows(spark);
  }

  /** Returns the rows of the error table if errors are to be recorded and there are any. */
  public Optional<Dataset<Row>> rows(SparkSession spark) {
    boolean recorded = policy.onError() == OnError.RECORD && !accumulator.isZero();
    return recorded ? Optional.of(ErrorRows.of(list(), spark)) : Optional.empty();
  }

  /** Forgets the errors, once those of a batch of a stream are written. */
  public void clear() {
    accumulator.reset();
  }

  /** Stops collecting; the errors stay readable. */
  @Override
  public void close() {
    ErrorCollectors.close(key);
  }
}
