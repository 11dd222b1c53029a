package io.euge.spark.sink;

import io.euge.EugeException;
import io.euge.spark.errors.VideoErrors;
import io.euge.spark.storage.FullDisk;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table to which a stream adds batches, for {@code foreachBatch}: each batch once, with the
 * errors that were found in it. It is a directory of Parquet files or a Delta table.
 *
 * <p>The rows of a batch are written in a hidden directory; then an entry in a log commits them;
 * then their files are moved to their places, or added to the Delta table. A process that is
 * stopped after the commit is completed by the next one, and what was not committed is removed. So
 * no reader sees a row of an uncommitted batch. One process at a time may write.
 */
public final class CommittedTable implements VoidFunction2<Dataset<Row>, Long> {
  private static final long serialVersionUID = 1L;

  private static final Logger LOGGER = LoggerFactory.getLogger(CommittedTable.class);

  /** Readers ignore names that begin with an underscore or a dot. */
  private static final String LOG = "_commits";

  private static final String STAGING = ".batch-";
  private static final String ROWS = "rows";
  private static final String ERRORS = "errors";

  private final transient Path table;
  private final transient FileSystem files;
  private final transient CommitLog log;
  private final transient String checkpoint;
  private final transient CommittedFormat format;
  private final transient Partitioning partitioning;
  private final transient BatchCounter counter;
  private final transient VideoErrors errors;
  private transient volatile CommitLog.Entry last;

  /** Whether the last call has failed, so that an entry of the log may be unpublished. */
  private transient boolean isUncertain;

  private transient long lastNanos = System.nanoTime();

  private CommittedTable(
      Path table,
      String checkpoint,
      CommittedFormat format,
      Partitioning partitioning,
      BatchCounter counter,
      VideoErrors errors,
      Configuration hadoop)
      throws IOException {
    this.files = table.getFileSystem(hadoop);
    this.table = files.makeQualified(table);
    this.log = new CommitLog(new Path(this.table, LOG), hadoop);
    this.checkpoint = checkpoint;
    this.format = format;
    this.partitioning = partitioning;
    this.counter = counter;
    this.errors = errors;
  }

  /** Opens a table of Parquet files; see the other method. */
  public static CommittedTable open(
      String directory,
      String checkpoint,
      Partitioning partitioning,
      BatchCounter counter,
      VideoErrors errors,
      Configuration hadoop)
      throws IOException {
    return open(
        directory, checkpoint, CommittedFormat.PARQUET, partitioning, counter, errors, hadoop);
  }

  /**
   * Opens a table, or creates it. Completes what an earlier process has begun.
   *
   * @param checkpoint identifies the checkpoint of the stream, which alone adds to the table
   * @param errors what the stream collects
   * @throws EugeException if there is something else in the directory, or the library of the format
   *     is missing
   * @throws IOException if nothing can be written there
   */
  public static CommittedTable open(
      String directory,
      String checkpoint,
      CommittedFormat format,
      Partitioning partitioning,
      BatchCounter counter,
      VideoErrors errors,
      Configuration hadoop)
      throws IOException {
    format.requireLibrary();
    CommittedTable table =
        new CommittedTable(
            new Path(directory), checkpoint, format, partitioning, counter, errors, hadoop);
    table.recover();
    return table;
  }

  /**
   * Returns how many batches are committed to a table; 0 if there is none.
   *
   * @throws EugeException if the table belongs to another checkpoint
   */
  public static long committed(String directory, String checkpoint, Configuration hadoop)
      throws IOException {
    CommittedTable table =
        new CommittedTable(
            new Path(directory),
            checkpoint,
            CommittedFormat.PARQUET,
            Partitioning.NONE,
            BatchCounter.NONE,
            null,
            hadoop);
    return table.log.last().map(table::own).map(CommitLog.Entry::number).orElse(0L);
  }

  /** Returns what is committed to a table; nothing if there is none. */
  public static TableTotals totals(String directory, Configuration hadoop) throws IOException {
    Path log = new Path(new Path(directory), LOG);
    return new CommitLog(log, hadoop)
        .last()
        .map(entry -> entry.commit().totals())
        .orElseGet(TableTotals::none);
  }

  private void recover() throws IOException {
    last = log.last().map(this::own).orElse(null);
    FileStatus[] there = files.exists(table) ? files.listStatus(table) : new FileStatus[0];
    if (last == null) {
      requireEmpty(there);
      last = new CommitLog.Entry(0, new Commit(checkpoint, Map.of(), TableTotals.none()));
      log.add(last);
    }
    publishLast();
    for (FileStatus entry : there) {
      if (entry.getPath().getName().startsWith(STAGING)) {
        files.delete(entry.getPath(), true);
      }
    }
  }

  /** Completes the last committed batch, if a process or a call has been stopped behind it. */
  private void publishLast() throws IOException {
    if (files.exists(staging(last.number()))) {
      publish(last);
      files.delete(staging(last.number()), true);
    }
  }

  private CommitLog.Entry own(CommitLog.Entry entry) {
    if (!entry.commit().checkpoint().equals(checkpoint)) {
      throw new EugeException(
          "The table %s belongs to another checkpoint: give that one, or another directory for the table"
              .formatted(shown()));
    }
    return entry;
  }

  private void requireEmpty(FileStatus[] there) {
    for (FileStatus entry : there) {
      String name = entry.getPath().getName();
      if (!name.equals(LOG) && !name.startsWith(STAGING)) {
        throw new EugeException(
            "The directory %s holds %s already, which this checkpoint did not write: give another directory for the table"
                .formatted(shown(), name));
      }
    }
  }

  /** Returns what is counted in all committed batches. */
  public TableTotals totals() {
    return last.commit().totals();
  }

  /** Adds a batch, unless it was committed. */
  @Override
  public void call(Dataset<Row> rows, Long batch) throws IOException {
    if (isUncertain) {
      last = log.last().map(this::own).orElse(last);
      publishLast();
    }
    isUncertain = true;
    add(rows, batch);
    isUncertain = false;
  }

  private void add(Dataset<Row> rows, long batch) throws IOException {
    long number = batch + 1;
    if (last.number() >= number) {
      errors.clear(); // They were committed with it, and are not those of the next batch.
      return;
    }
    if (last.number() + 1 < number) {
      throw new EugeException(
          "Cannot add the batch %d to the table %s: it lacks the one before it; give the checkpoint of this table, or another directory"
              .formatted(batch, shown()));
    }
    CommitLog.Entry entry;
    try {
      files.delete(staging(number), true);
      entry = new CommitLog.Entry(number, write(rows, number));
      log.add(entry);
    } catch (Exception | FSError e) { // Spark does not declare what it throws.
      removeUncommitted(number, e);
      String full = FullDisk.reason(e).orElse(null);
      if (full != null) {
        throw new EugeException(
            "Cannot write to the table %s: %s, there or in the directory for temporary files; free space, then start again"
                .formatted(shown(), full),
            e);
      }
      throw e;
    }
    last = entry;
    publishLast();
  }

  /** Makes room: the storage may be full. The next start does the same. */
  private void removeUncommitted(long number, Throwable failure) {
    try {
      if (log.last().filter(entry -> entry.number() >= number).isEmpty()) {
        files.delete(staging(number), true);
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private Commit write(Dataset<Row> rows, long number) throws IOException {
    Path written = new Path(staging(number), ROWS);
    Dataset<Row> observed = counter.observe(rows);
    observed.write().parquet(written.toString());
    Path bad = new Path(staging(number), ERRORS);
    errors
        .rows(rows.sparkSession())
        .ifPresent(found -> found.coalesce(1).write().parquet(bad.toString()));
    Map<String, String> places =
        format == CommittedFormat.PARQUET ? places(rows, number) : Map.of();
    long now = System.nanoTime();
    TableTotals totals =
        totals()
            .plus(
                counter.counted(),
                TimeUnit.NANOSECONDS.toMillis(now - lastNanos),
                errors.count(),
                errors.list());
    lastNanos = now;
    errors.clear();
    return new Commit(checkpoint, places, totals);
  }

  /** Merges small files, and returns where each file of a batch goes. */
  private Map<String, String> places(Dataset<Row> rows, long number) throws IOException {
    Path written = new Path(staging(number), ROWS);
    PartFiles parts = PartFiles.below(files, written);
    boolean merge = parts.areTooSmall() || !partitioning.columns().isEmpty();
    Path merged = merge ? new Path(staging(number), "merged") : written;
    if (merge) {
      new StagedRows(written, partitioning)
          .read(rows.sparkSession(), rows.schema(), parts)
          .write()
          .partitionBy(partitioning.columns().toArray(String[]::new))
          .parquet(merged.toString());
    }
    Map<String, String> places = new TreeMap<>(places(merged, number, ""));
    places.putAll(places(new Path(staging(number), ERRORS), number, VideoErrors.TABLE + "/"));
    return places;
  }

  private Map<String, String> places(Path written, long number, String folder) throws IOException {
    Map<String, String> places = new TreeMap<>();
    String from = staging(number).getName() + "/" + written.getName() + "/";
    for (String part : PartFiles.below(files, written).paths()) {
      places.put(
          from + part,
          folder
              + part.replaceFirst(
                  "part-([^/]*)$", String.format(Locale.ROOT, "part-%05d-$1", number)));
    }
    return places;
  }

  private void publish(CommitLog.Entry entry) throws IOException {
    if (format == CommittedFormat.DELTA) {
      DeltaBatch batch = new DeltaBatch(checkpoint, entry.number(), files);
      Path staged = staging(entry.number());
      batch.add(new Path(staged, ROWS), partitioning, table);
      batch.add(new Path(staged, ERRORS), Partitioning.NONE, new Path(table, VideoErrors.TABLE));
    } else {
      move(entry.commit());
    }
  }

  /**
   * Moves the files of a batch, in their order. One that is at neither place was moved by a process
   * that was stopped, and then deleted by the user; but not if a file before it still has to be
   * moved.
   */
  private void move(Commit commit) throws IOException {
    boolean hasMoved = false;
    for (Map.Entry<String, String> file : commit.files().entrySet()) {
      Path from = new Path(table, file.getKey());
      Path to = new Path(table, file.getValue());
      if (files.exists(from)) {
        hasMoved = true;
        files.mkdirs(to.getParent());
        files.delete(to, false); // Of a copy that was stopped, where storage cannot rename.
        if (!files.rename(from, to)) {
          throw new IOException("cannot move " + from + " to " + to);
        }
      } else if (!files.exists(to)) {
        if (hasMoved) {
          throw new EugeException(
              "Cannot complete a batch of the table %s: its file %s is missing, and was not yet in the table; restore it, or do all again with a new checkpoint and table"
                  .formatted(shown(), from));
        }
        LOGGER.warn("{} was deleted after it was added to the table", to);
      }
    }
  }

  private Path staging(long number) {
    return new Path(table, STAGING + number);
  }

  private Path shown() {
    return Path.getPathWithoutSchemeAndAuthority(table);
  }
}
