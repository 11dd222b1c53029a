package io.euge.cli.job;

import io.euge.EugeException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes the directory of a table atomically: it is filled in a staging directory and moved to its
 * path at the end. If a job fails, the previous output is unchanged.
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
   * Creates the staging directory.
   *
   * @throws EugeException if something exists at the path that must not be replaced
   * @throws IOException if the staging directory cannot be created
   */
  static StagedDirectory of(Path path, boolean overwrite, Configuration hadoop) throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    Path target = files.makeQualified(path);
    FormerOutput former = new FormerOutput(files, overwrite);
    former.checkDirectory(target);
    return new StagedDirectory(former, target, StagingFolder.beside(target, hadoop));
  }

  /**
   * Checks a path.
   *
   * @throws EugeException if something exists there that must not be replaced
   */
  static void check(Path path, boolean overwrite, Configuration hadoop) throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    new FormerOutput(files, overwrite).checkDirectory(files.makeQualified(path));
  }

  /** Returns the directory in which each task of the job writes its own files. */
  Path rows() {
    return new Path(staging.path(), "rows");
  }

  /** Returns the directory in which the files of the table are written from these rows. */
  Path table() {
    return new Path(staging.path(), "table");
  }

  /**
   * Moves a directory to the final path and replaces what was there.
   *
   * @param written one of the directories above
   * @throws EugeException if meanwhile something was created there that must not be replaced
   */
  void publish(Path written) throws IOException {
    former.checkDirectory(target);
    staging.publish(Map.of(written, target), List.of(target));
  }

  /** Deletes what was not published. */
  @Override
  public void close() throws IOException {
    staging.close();
  }
}
