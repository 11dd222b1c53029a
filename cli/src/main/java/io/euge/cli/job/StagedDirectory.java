package io.euge.cli.job;

import io.euge.EugeException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A directory of a table that appears whole or not at all: it is filled beside its place and moved
 * there at the end, so a job that fails leaves what was there before as it was.
 */
final class StagedDirectory implements AutoCloseable {
  private final FormerOutput former;
  private final Path target;
  private final StagingFolder staging;

  private StagedDirectory(FormerOutput former, Path target, StagingFolder staging) {
    this.former = former;
    this.target = target;
    this.staging = staging;
  }

  /**
   * Creates the folder to write in.
   *
   * @throws EugeException if the place is taken by something that may not be replaced
   * @throws IOException if nothing can be written beside it
   */
  static StagedDirectory of(Path path, boolean overwrite, Configuration hadoop) throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    Path target = files.makeQualified(path);
    FormerOutput former = new FormerOutput(files, overwrite);
    former.checkDirectory(target);
    return new StagedDirectory(former, target, StagingFolder.beside(target, hadoop));
  }

  /**
   * Checks a place.
   *
   * @throws EugeException if it is taken by something that may not be replaced
   */
  static void check(Path path, boolean overwrite, Configuration hadoop) throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    new FormerOutput(files, overwrite).checkDirectory(files.makeQualified(path));
  }

  /** Returns where the job's tasks write their rows, each its own files. */
  Path rows() {
    return new Path(staging.path(), "rows");
  }

  /** Returns where the files of the table are written from these rows. */
  Path table() {
    return new Path(staging.path(), "table");
  }

  /**
   * Moves what was written to its place, instead of what was there.
   *
   * @param written one of the above
   * @throws EugeException if somebody else has put there meanwhile what may not be replaced
   */
  void publish(Path written) throws IOException {
    former.checkDirectory(target);
    staging.publish(Map.of(written, target), List.of(target));
  }

  /** Removes what was not published. */
  @Override
  public void close() throws IOException {
    staging.close();
  }
}
