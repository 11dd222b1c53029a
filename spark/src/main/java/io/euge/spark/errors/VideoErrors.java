package io.euge.spark.errors;

import io.euge.EugeException;
import io.euge.spark.conf.ErrorPolicy;
import io.euge.spark.conf.OnError;
import io.euge.spark.conf.ReaderOptions;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;

/**
 * What is wrong with the videos that queries read, for the program that runs the queries.
 *
 * <pre>{@code
 * try (VideoErrors errors = VideoErrors.collect(spark)) {
 *   errors.of(spark.read().format("detections")).option("on-error", "record")...
 *   errors.list().forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>It is complete for a query when the action that ran it has returned. A video that is read
 * again counts as its last reading found it.
 */
public final class VideoErrors implements AutoCloseable {
  /**
   * The error table's place in the directory of the results; Spark's readers pass over such names.
   */
  public static final String TABLE = "_errors";

  private static final String PREFIX = "euge-errors:";
  private static final int NAMED = 3;

  /** Those that a reader's option can name. */
  private static final ConcurrentMap<String, VideoErrors> OPEN = new ConcurrentHashMap<>();

  private final String key;
  private final BadInputs met = new BadInputs();
  private final Set<String> videos = new TreeSet<>();
  private volatile ErrorPolicy policy = ErrorPolicy.FAIL;

  private VideoErrors(String key, SparkContext spark) {
    this.key = key;
    spark.register(met);
  }

  /** Begins to collect; the caller closes it after the last query. */
  public static VideoErrors collect(SparkSession spark) {
    String key = PREFIX + UUID.randomUUID();
    VideoErrors errors = new VideoErrors(key, spark.sparkContext());
    OPEN.put(key, errors);
    return errors;
  }

  /** Where the errors of a query go. */
  public static VideoErrors of(ErrorPolicy policy, SparkSession spark) {
    String where = policy.errors();
    VideoErrors errors;
    if (where.isEmpty()) {
      errors = new VideoErrors(where, spark.sparkContext());
    } else if (where.startsWith(PREFIX)) {
      errors = OPEN.get(where);
      if (errors == null) {
        throw new IllegalStateException("The errors of this query are closed: read it before");
      }
    } else {
      errors = at(where, spark);
    }
    errors.policy = policy;
    return errors;
  }

  /** Those of all queries of an application that name this directory, written as each ends. */
  private static VideoErrors at(String directory, SparkSession spark) {
    SparkContext context = spark.sparkContext();
    Configuration hadoop = spark.sessionState().newHadoopConf();
    Path path = new Path(directory);
    try {
      ErrorTable.checkReplaceable(path.getFileSystem(hadoop), path);
    } catch (IOException e) {
      throw new EugeException(
          "errors is '" + directory + "', where nothing can be written: " + e.getMessage(), e);
    }
    String key = context.applicationId() + " " + directory;
    return OPEN.computeIfAbsent(
        key,
        absent -> {
          VideoErrors errors = new VideoErrors(key, context);
          context.addSparkListener(new ErrorTableWriter(errors, path, hadoop));
          return errors;
        });
  }

  /** The same reader, with its errors coming here. */
  public DataFrameReader of(DataFrameReader reader) {
    return reader.option(ReaderOptions.ERRORS.name(), key);
  }

  /** Videos that a query is going to read. */
  public void planned(List<String> names) {
    synchronized (videos) {
      videos.addAll(names);
    }
    met.forget(names);
  }

  public BadInputs met() {
    return met;
  }

  /**
   * What was met, ordered by video and segment. Of a segment with very many errors the first 100
   * are listed, and one more row says how many there are.
   */
  public List<BadInput> list() {
    return met.value();
  }

  /** How many errors there were in all. */
  public long count() {
    return met.count();
  }

  /** How many videos have an error. */
  public int badVideos() {
    return met.videos().size();
  }

  /** How many videos were to be read. */
  public int videos() {
    synchronized (videos) {
      return videos.size();
    }
  }

  /**
   * Fails if too many videos are bad.
   *
   * @throws EugeException if more of the videos are bad than {@code max-bad-fraction} allows
   */
  public void checkFraction() {
    if (badVideos() > policy.maxBadFraction() * videos()) {
      String named =
          list().stream().map(BadInput::message).limit(NAMED).collect(Collectors.joining("; "));
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
   * Ends a job that has written a table: puts the error table into its directory if it is to be
   * recorded and anything was bad.
   *
   * @param table the directory, not yet published
   * @return whether there is an error table now
   * @throws EugeException if more of the videos are bad than {@code max-bad-fraction} allows
   * @throws IOException if it cannot be written
   */
  public boolean complete(Path table, Configuration hadoop) throws IOException {
    checkFraction();
    boolean recorded = policy.onError() == OnError.RECORD && !met.isZero();
    if (recorded) {
      ErrorTable.write(list(), new Path(table, TABLE), hadoop);
    }
    return recorded;
  }

  /** Ends the collecting; what was collected stays readable. */
  @Override
  public void close() {
    OPEN.remove(key);
  }
}
