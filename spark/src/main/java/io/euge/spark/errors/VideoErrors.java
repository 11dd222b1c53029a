package io.euge.spark.errors;

import io.euge.EugeException;
import io.euge.spark.conf.ErrorPolicy;
import io.euge.spark.conf.OnError;
import io.euge.spark.conf.ReaderOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

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

  private static final int NAMED = 3;

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
   * @throws EugeException if more of the videos are bad than {@code max-bad-fraction} allows
   */
  void checkFraction() {
    if (badVideos() > policy.maxBadFraction() * videos()) {
      String named =
          list().stream().map(VideoError::message).limit(NAMED).collect(Collectors.joining("; "));
      throw new EugeException(
          "%,d of %,d videos are bad, more than max-bad-fraction %s allows: %s%s"
              .formatted(
                  badVideos(),
                  videos(),
                  policy.maxBadFraction(),
                  named,
                  count() > NAMED ? "; and more" : ""));
    }
  }

  /**
   * Ends a job that has written its results, before they are published.
   *
   * @return the rows of the error table if errors are to be recorded and there are any
   * @throws EugeException if more of the videos are bad than {@code max-bad-fraction} allows
   */
  public Optional<Dataset<Row>> complete(SparkSession spark) {
    checkFraction();
    boolean recorded = policy.onError() == OnError.RECORD && !accumulator.isZero();
    return recorded ? Optional.of(ErrorRows.of(list(), spark)) : Optional.empty();
  }

  /**
   * Ends a batch of a stream that has written its results, and forgets its errors.
   *
   * @return the rows of its error table if errors are to be recorded and there are any
   */
  public Optional<Dataset<Row>> takeRows(SparkSession spark) {
    Optional<Dataset<Row>> rows = complete(spark);
    accumulator.reset();
    return rows;
  }

  /** Stops collecting; the errors stay readable. */
  @Override
  public void close() {
    ErrorCollectors.close(key);
  }
}
