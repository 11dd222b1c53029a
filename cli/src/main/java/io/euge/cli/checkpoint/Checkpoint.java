package io.euge.cli.checkpoint;

import io.euge.EugeException;
import io.euge.cli.job.ProcessClaim;
import io.euge.spark.provenance.Provenance;
import io.euge.spark.sink.CommittedFormat;
import io.euge.spark.sink.CommittedTable;
import io.euge.spark.sink.TableTotals;
import io.euge.spark.storage.FullDisk;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;

/** The checkpoint of a running job, locked against other processes. */
public final class Checkpoint implements AutoCloseable {
  /** Spark's directories for started and for completed batches. */
  private static final String OFFSETS = "offsets";

  private static final String COMMITS = "commits";

  private final CheckpointFiles files;
  private final JobIdentity job;
  private final ProcessClaim claim;
  private final Configuration hadoop;
  private RunRecord run;

  private Checkpoint(
      CheckpointFiles files, JobIdentity job, ProcessClaim claim, Configuration hadoop) {
    this.files = files;
    this.job = job;
    this.claim = claim;
    this.hadoop = hadoop;
  }

  /**
   * Opens the checkpoint of a job; creates it if it does not exist.
   *
   * @param directory as given by the user
   * @param output path of the table as given by the user; null for a table in the checkpoint
   * @param columns settings that the columns of the table depend on, by names that the user knows
   * @throws EugeException if the checkpoint belongs to a job with other settings, or is in use
   */
  public static Checkpoint open(
      String directory,
      Provenance provenance,
      String output,
      CommittedFormat format,
      List<String> partitionBy,
      SortedMap<String, String> columns,
      Configuration hadoop) {
    CheckpointFiles files = new CheckpointFiles(directory, hadoop);
    String id = UUID.randomUUID().toString();
    try {
      String qualified = output == null ? null : qualified(output, hadoop);
      JobIdentity now = new JobIdentity(id, provenance, qualified, format, partitionBy, columns);
      files.job(); // Fails if the directory is not a checkpoint, before anything is written to it.
      ProcessClaim claim = claim(files, directory);
      try {
        JobIdentity job = files.job().orElse(null);
        if (job == null) {
          files.write(now);
          job = now;
        }
        requireSame(job, now, directory);
        requireTable(job, files, hadoop);
        removeUnfinished(files);
        return new Checkpoint(files, job, claim, hadoop);
      } catch (IOException | RuntimeException | FSError e) {
        claim.close();
        throw e;
      }
    } catch (IOException e) {
      throw files.failure("use", e);
    } catch (FSError e) {
      throw files.failure("use", FullDisk.exception(e));
    }
  }

  /**
   * Returns whether a job of a checkpoint has written a result, which the next run may then
   * replace.
   *
   * @param directory as given by the user
   * @param result a file or a directory, as given by the user
   */
  public static boolean hasWritten(String directory, String result, Configuration hadoop) {
    CheckpointFiles files = new CheckpointFiles(directory, hadoop);
    try {
      String qualified = qualified(result, hadoop);
      return files.run().filter(run -> run.results().contains(qualified)).isPresent();
    } catch (IOException e) {
      throw files.failure("use", e);
    }
  }

  private static String qualified(String place, Configuration hadoop) throws IOException {
    Path path = new Path(place);
    return path.getFileSystem(hadoop).makeQualified(path).toString();
  }

  private static ProcessClaim claim(CheckpointFiles files, String directory) throws IOException {
    return ProcessClaim.exclusive(files.fileSystem(), files.claimed())
        .orElseThrow(
            () ->
                new EugeException(
                    "Another job uses the checkpoint %s: wait until it has ended; if it was lost with its machine, start again in %d minutes"
                        .formatted(directory, ProcessClaim.PATIENCE.toMinutes())));
  }

  private static void requireSame(JobIdentity before, JobIdentity now, String directory) {
    List<String> differences = before.differences(now);
    if (!differences.isEmpty()) {
      throw new EugeException(
          "The checkpoint %s is of another job: %s; give the same again to go on, or a new --checkpoint and --output to do all again"
              .formatted(directory, String.join(", ", differences)));
    }
  }

  /** Checks that the table contains all batches that are complete according to the checkpoint. */
  private static void requireTable(JobIdentity job, CheckpointFiles files, Configuration hadoop)
      throws IOException {
    long done = lastBatch(files, COMMITS);
    String table = job.table(files.directory());
    if (CommittedTable.committed(table, job.id(), hadoop) < done + 1) {
      throw new EugeException(
          "The table %s lacks what its checkpoint has done: restore it, or give a new --checkpoint and --output to do all again"
              .formatted(table));
    }
  }

  /**
   * Deletes the log directories without batches. They remain if the job was killed or the disk was
   * full while Spark wrote its first log entry; Spark can start only with empty directories.
   */
  private static void removeUnfinished(CheckpointFiles files) throws IOException {
    for (String folder : List.of(OFFSETS, COMMITS)) {
      if (lastBatch(files, folder) < 0) {
        files.fileSystem().delete(new Path(files.directory(), folder), true);
      }
    }
  }

  /**
   * Returns the number of the last batch in one of Spark's log directories, or -1 if there is none.
   */
  private static long lastBatch(CheckpointFiles files, String folder) throws IOException {
    Path log = new Path(files.directory(), folder);
    if (!files.fileSystem().exists(log)) {
      return -1;
    }
    return Arrays.stream(files.fileSystem().listStatus(log))
        .map(entry -> entry.getPath().getName())
        .filter(name -> name.matches("\\d{1,18}"))
        .mapToLong(Long::parseLong)
        .max()
        .orElse(-1);
  }

  /** Returns the ID of the checkpoint, which its table stores. */
  public String id() {
    return job.id();
  }

  /** Returns the path of the table. */
  public String table() {
    return job.table(files.directory());
  }

  /** Records that a result is being written from the table. */
  public void writes(String result) throws IOException {
    run = run.withResult(qualified(result, hadoop));
    files.write(run);
  }

  /** Returns the directory of Spark's own checkpoint files. */
  public Path directory() {
    return files.directory();
  }

  /**
   * Starts a run, or resumes one that was stopped.
   *
   * @param now current totals of the table
   * @param maxFileAgeMillis null for none
   * @return totals of the table when the run started
   */
  public TableTotals begin(
      List<String> inputs, long settleMillis, Long maxFileAgeMillis, TableTotals now) {
    run =
        files
            .run()
            .orElseGet(() -> RunRecord.first(inputs, settleMillis, maxFileAgeMillis, now))
            .next(inputs, settleMillis, maxFileAgeMillis, now);
    files.write(run);
    return run.before();
  }

  /** Returns the progress of the job. */
  public CheckpointProgress progress() {
    return CheckpointProgress.of(files, hadoop);
  }

  /** Marks the run as complete. */
  public void finish() {
    run = run.finish();
    files.write(run);
  }

  /** Releases the lock. */
  @Override
  public void close() throws IOException {
    claim.close();
  }
}
