package io.euge.cli.job;

import io.euge.EugeException;
import io.euge.spark.errors.VideoErrors;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A directory of a table that appears whole or not at all: it is filled beside its place and moved
 * there at the end, so a job that fails leaves what was there before as it was.
 */
final class StagedDirectory implements AutoCloseable {
  private final FileSystem files;
  private final Path target;
  private final boolean overwrite;
  private final Path staging;

  private StagedDirectory(FileSystem files, Path target, boolean overwrite, Path staging) {
    this.files = files;
    this.target = target;
    this.overwrite = overwrite;
    this.staging = staging;
  }

  /**
   * @throws EugeException when the place is taken by something that may not be replaced
   * @throws IOException when nothing can be written beside it
   */
  static StagedDirectory of(Path path, boolean overwrite, Configuration hadoop) throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    Path target = files.makeQualified(path);
    checkReplaceable(files, target, overwrite);
    Path staging =
        new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID() + ".part");
    if (!files.mkdirs(staging)) {
      throw new IOException("no directory can be made in " + target.getParent());
    }
    // Also when the user interrupts the program.
    files.deleteOnExit(staging);
    return new StagedDirectory(files, target, overwrite, staging);
  }

  private static void checkReplaceable(FileSystem files, Path target, boolean overwrite)
      throws IOException {
    if (!files.exists(target)) {
      return;
    }
    Path given = Path.getPathWithoutSchemeAndAuthority(target);
    if (target.isRoot() || !files.getFileStatus(target).isDirectory()) {
      throw new EugeException(
          "The output " + given + " is not a directory of a table: give another --output");
    }
    FileStatus[] there = files.listStatus(target);
    if (there.length > 0 && !overwrite) {
      throw new EugeException(
          "The output " + given + " is there already: give another --output or --overwrite");
    }
    for (FileStatus entry : there) {
      if (!ofTable(entry) && !ofErrors(files, entry)) {
        throw new EugeException(
            "The output %s holds %s, which is no part of a table, and is not replaced: give another --output"
                .formatted(given, entry.getPath().getName()));
      }
    }
  }

  /** Whether Spark writes entries of this name: a typing error must not cost a folder of videos. */
  private static boolean ofTable(FileStatus entry) {
    String name = entry.getPath().getName();
    return Arrays.asList("_SUCCESS", "_temporary").contains(name)
        || (entry.isFile() && (name.startsWith("part-") || name.endsWith(".crc")));
  }

  private static boolean ofErrors(FileSystem files, FileStatus entry) throws IOException {
    return entry.isDirectory()
        && entry.getPath().getName().equals(VideoErrors.TABLE)
        && Arrays.stream(files.listStatus(entry.getPath())).allMatch(StagedDirectory::ofTable);
  }

  /** Where to write. */
  Path staging() {
    return staging;
  }

  /**
   * Moves what was written to its place, instead of what was there.
   *
   * @throws EugeException when somebody else has put there meanwhile what may not be replaced
   */
  void publish() throws IOException {
    checkReplaceable(files, target, overwrite);
    Path old = new Path(staging.getParent(), staging.getName() + ".old");
    boolean replaces = files.exists(target);
    if (replaces) {
      move(target, old);
    }
    try {
      move(staging, target);
    } catch (IOException e) {
      if (replaces) {
        move(old, target);
      }
      throw e;
    }
    if (replaces) {
      files.delete(old, true);
    }
  }

  private void move(Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("cannot move " + from + " to " + to);
    }
  }

  /** Removes what was not published. */
  @Override
  public void close() throws IOException {
    files.delete(staging, true);
    files.cancelDeleteOnExit(staging);
  }
}
