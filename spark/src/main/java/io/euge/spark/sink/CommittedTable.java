package io.euge.spark.sink;

import io.euge.spark.errors.VideoErrors;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A directory of Parquet files to which a stream adds batches, for {@code foreachBatch}: each batch
 * once, with the errors that were found in it. The files of a batch are written under a hidden name;
 * then an entry in a log commits them; then they are moved to their places. Who is stopped between
 * goes on there at the next start. So no reader sees a file of a batch that is not committed.
 */
public final class CommittedTable implements VoidFunction2<Dataset<Row>, Long> {
  private static final long serialVersionUID = 1L;

  /** Spark's readers ignore names that begin with an underscore. */
  private static final String LOG = "_commits";

  private static final String STAGING = "_batch";

  private final transient VideoErrors errors;
  private final transient FileSystem files;
  private final transient Path table;
  private final transient CommitLog log;

  /**
   * Opens the table. Ends what an earlier process has begun.
   *
   * @param errors what a stream of detections collects
   * @throws IOException if nothing can be written there
   */
  public CommittedTable(String directory, VideoErrors errors, Configuration hadoop)
      throws IOException {
    this.errors = errors;
    Path path = new Path(directory);
    this.files = path.getFileSystem(hadoop);
    this.table = files.makeQualified(path);
    this.log = new CommitLog(files, new Path(table, LOG));
    recover();
  }

  private void recover() throws IOException {
    OptionalLong last = log.last();
    if (last.isPresent()) {
      publish(log.read(last.getAsLong()));
    }
    files.delete(staging(), true);
  }

  /** Adds a batch, unless it was committed. */
  @Override
  public void call(Dataset<Row> rows, Long batch) throws IOException {
    OptionalLong last = log.last();
    if (last.isPresent() && last.getAsLong() >= batch) {
      return;
    }
    files.delete(staging(), true);
    Path written = new Path(staging(), "rows");
    rows.write().parquet(written.toString());
    Map<String, String> parts = parts(written, batch, "");
    errors.takeRows(rows.sparkSession())
        .ifPresent(
            bad ->
                bad.coalesce(1).write().parquet(new Path(staging(), VideoErrors.TABLE).toString()));
    parts.putAll(parts(new Path(staging(), VideoErrors.TABLE), batch, VideoErrors.TABLE + "/"));
    Commit commit = new Commit(parts);
    log.commit(batch, commit);
    publish(commit);
    files.delete(staging(), true);
  }

  private Map<String, String> parts(Path written, long batch, String folder) throws IOException {
    Map<String, String> parts = new TreeMap<>();
    if (!files.exists(written)) {
      return parts;
    }
    RemoteIterator<LocatedFileStatus> all = files.listFiles(written, true);
    while (all.hasNext()) {
      Path part = all.next().getPath();
      if (part.getName().startsWith("part-")) {
        String within = relative(written, part.getParent());
        parts.put(
            relative(table, part),
            "%s%spart-%05d-%s"
                .formatted(
                    folder,
                    within.isEmpty() ? "" : within + "/",
                    batch,
                    part.getName().substring("part-".length())));
      }
    }
    return parts;
  }

  private void publish(Commit commit) throws IOException {
    for (Map.Entry<String, String> file : commit.files().entrySet()) {
      Path from = new Path(table, file.getKey());
      Path to = new Path(table, file.getValue());
      if (files.exists(from)) {
        files.mkdirs(to.getParent());
        if (!files.rename(from, to)) {
          throw new IOException("cannot move " + from + " to " + to);
        }
      } else if (!files.exists(to)) {
        throw new IOException("the committed file " + to + " is missing");
      }
    }
  }

  private Path staging() {
    return new Path(table, STAGING);
  }

  private static String relative(Path folder, Path below) {
    return folder.toUri().relativize(below.toUri()).getPath();
  }
}
