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
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;

/** The checkpoint of a running job, which no other process uses. */
public final class Checkpoint implements AutoCloseable {
  /** Spark's own folders for batches that were begun, and for those that are done. */
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
   * Opens the checkpoint of a job, or creates it.
   *
   * @param directory as typed
   * @param output the table, as typed; null for one in the checkpoint
   * @throws EugeException if it belongs to a job with another result, or is in use
   */
  public static Checkpoint open(
      String directory,
      Provenance provenance,
      String output,
      CommittedFormat format,
      List<String> partitionBy,
      Configuration hadoop) {
    CheckpointFiles files = new CheckpointFiles(directory, hadoop);
    String id = UUID.randomUUID().toString();
    try {
      String qualified = output == null ? null : qualified(output, hadoop);
      JobIdentity now = new JobIdentity(id, provenance, qualified, format, partitionBy);
      files.job(); // Refuses what is not a checkpoint before anything is written there.
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
   * Returns whether a job of a checkpoint has written a result: then the next one may replace it.
   *
   * @param directory as typed
   * @param result a file or a directory, as typed
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

  /** Checks that the table has all batches that are done, by the checkpoint. */
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
   * Removes what is left of a first batch that was not even begun, since the job was killed or the
   * disk was full as Spark wrote its log: Spark begins with empty folders alone.
   */
  private static void removeUnfinished(CheckpointFiles files) throws IOException {
    for (String folder : List.of(OFFSETS, COMMITS)) {
      if (lastBatch(files, folder) < 0) {
        files.fileSystem().delete(new Path(files.directory(), folder), true);
      }
    }
  }

  /** Returns the number of the last batch in a folder of Spark's, or -1 if it has none. */
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

  /** Returns what identifies it in its table. */
  public String id() {
    return job.id();
  }

  /** Returns where the table is. */
  public String table() {
    return job.table(files.directory());
  }

  /** Notes that a result is written now from the table. */
  public void writes(String result) throws IOException {
    run = run.withResult(qualified(result, hadoop));
    files.write(run);
  }

  /** Returns where Spark keeps its own files. */
  public Path directory() {
    return files.directory();
  }

  /**
   * Begins a run, or goes on with one that was stopped.
   *
   * @param now what is in the table
   * @return what was in the table when the run began
   */
  public TableTotals begin(List<String> inputs, long settleMillis, TableTotals now) {
    run =
        files
            .run()
            .orElseGet(() -> RunRecord.first(inputs, settleMillis, now))
            .next(inputs, settleMillis, now);
    files.write(run);
    return run.before();
  }

  /** Returns how far it is. */
  public CheckpointProgress progress() {
    return CheckpointProgress.of(files, hadoop);
  }

  /** Ends a run that has done all. */
  public void finish() {
    run = run.finish();
    files.write(run);
  }

  /** Lets another process use it. */
  @Override
  public void close() throws IOException {
    claim.close();
  }
}
