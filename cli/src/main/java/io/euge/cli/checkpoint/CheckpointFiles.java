package io.euge.cli.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.EugeException;
import io.euge.file.IoReason;
import io.euge.spark.storage.JsonFiles;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of a checkpoint: Spark's own, and two of Euge that identify the job and its last run.
 */
final class CheckpointFiles {
  static final String JOB = "euge-job.json";
  private static final String RUN = "euge-run.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String given;
  private final Path directory;
  private final FileSystem files;
  private final JsonFiles own;

  /**
   * Resolves the directory.
   *
   * @param given the directory, as given by the user
   * @throws EugeException if it is not a valid path
   */
  CheckpointFiles(String given, Configuration hadoop) {
    this.given = given;
    try {
      Path path = new Path(given);
      this.files = path.getFileSystem(hadoop);
      this.directory = files.makeQualified(path);
      this.own = new JsonFiles(directory, hadoop, JSON);
    } catch (IOException | IllegalArgumentException e) {
      throw new EugeException(
          "Cannot use the checkpoint %s: %s; give another directory"
              .formatted(given, IoReason.of(e)),
          e);
    }
  }

  Path directory() {
    return directory;
  }

  FileSystem fileSystem() {
    return files;
  }

  /**
   * Returns the job; empty if there is no checkpoint yet.
   *
   * @throws EugeException if a checkpoint cannot be created in the directory
   */
  Optional<JobIdentity> job() {
    Optional<JobIdentity> job = read(JOB, JobIdentity.class);
    if (job.isEmpty()) {
      requireEmpty();
    }
    return job;
  }

  /**
   * Returns the job of a checkpoint.
   *
   * @throws EugeException if there is no checkpoint
   */
  JobIdentity requireJob() {
    return read(JOB, JobIdentity.class)
        .orElseThrow(
            () ->
                new EugeException(
                    "%s is not a checkpoint: it has no file %s; give the directory that was given to --checkpoint"
                        .formatted(given, JOB)));
  }

  private void requireEmpty() {
    try {
      if (!files.exists(directory)) {
        return;
      }
      List<String> there =
          files.getFileStatus(directory).isDirectory()
              ? Arrays.stream(files.listStatus(directory))
                  .map(entry -> entry.getPath().getName())
                  .filter(name -> !name.startsWith("."))
                  .toList()
              : List.of("no directory");
      if (!there.isEmpty()) {
        throw new EugeException(
            "Cannot use %s as a checkpoint: it holds %s, and no checkpoint of Euge; give a new or empty directory"
                .formatted(given, there.get(0)));
      }
    } catch (IOException e) {
      throw failure("read", e);
    }
  }

  /** Returns the path that a process locks while it uses the checkpoint. */
  Path claimed() {
    return new Path(directory, ".euge");
  }

  Optional<RunRecord> run() {
    return read(RUN, RunRecord.class);
  }

  void write(JobIdentity job) {
    write(JOB, job);
  }

  void write(RunRecord run) {
    write(RUN, run);
  }

  private <T> Optional<T> read(String name, Class<T> type) {
    try {
      return own.read(name, type);
    } catch (JsonProcessingException e) {
      throw new EugeException(
          "Cannot read %s: it was not written by this version of Euge, or is corrupt; give a new --checkpoint and --output"
              .formatted(own.path(name)),
          e);
    } catch (IOException e) {
      throw failure("read", e);
    }
  }

  private void write(String name, Object content) {
    try {
      own.replace(name, content);
    } catch (IOException e) {
      throw failure("write to", e);
    }
  }

  EugeException failure(String what, IOException cause) {
    return new EugeException(
        "Cannot %s the checkpoint %s: %s; make it readable and writable, free space there, or give another"
            .formatted(what, given, IoReason.of(cause)),
        cause);
  }
}
