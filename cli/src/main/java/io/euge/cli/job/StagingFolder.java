package io.euge.cli.job;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A hidden directory in the parent directory of an output. The output is written to it and then
 * moved to its path, which is a rename on the same file system.
 */
final class StagingFolder implements AutoCloseable {
  private final FileSystem files;
  private final Path folder;
  private final ProcessClaim claim;
  private final Deque<Move> moves = new ArrayDeque<>();

  private record Move(Path from, Path to) {}

  private StagingFolder(FileSystem files, Path folder, ProcessClaim claim) {
    this.files = files;
    this.folder = folder;
    this.claim = claim;
  }

  /**
   * Creates the directory and its missing parents. Deletes staging directories of killed jobs.
   *
   * @throws IOException if nothing can be written to the parent directory
   */
  static StagingFolder beside(Path output, Configuration hadoop) throws IOException {
    FileSystem files = output.getFileSystem(hadoop);
    Path folder =
        new Path(output.getParent(), "." + output.getName() + "." + UUID.randomUUID() + ".part");
    ProcessClaim claim = OutputFolder.requireWritable(files, output, () -> create(files, folder));
    // Also deletes it when the user interrupts the program, or a task still writes after close().
    files.deleteOnExit(folder);
    StaleStaging.removeBeside(files, claim);
    return new StagingFolder(files, folder, claim);
  }

  private static ProcessClaim create(FileSystem files, Path folder) throws IOException {
    ProcessClaim claim = ProcessClaim.claim(files, folder);
    if (!files.mkdirs(folder)) {
      claim.close();
      throw new IOException("no directory can be made");
    }
    return claim;
  }

  Path path() {
    return folder;
  }

  /**
   * Moves results to their final paths, all or none of them.
   *
   * @param places destination of each result, in this order
   * @param replaced existing paths to remove for them
   * @throws IOException if one cannot be moved; then all previous files are restored
   */
  void publish(Map<Path, Path> places, List<Path> replaced) throws IOException {
    try {
      for (Path old : replaced) {
        if (files.exists(old)) {
          files.mkdirs(retired());
          move(old, new Path(retired(), old.getName()));
        }
      }
      for (Map.Entry<Path, Path> result : places.entrySet()) {
        move(result.getKey(), result.getValue());
      }
    } catch (IOException e) {
      undo(e);
      throw e;
    }
    files.delete(retired(), true);
  }

  private void undo(IOException failure) {
    try {
      while (!moves.isEmpty()) {
        Move last = moves.pop();
        rename(last.to(), last.from());
      }
      files.delete(retired(), false);
    } catch (IOException e) { // The replaced files remain in their directory.
      failure.addSuppressed(e);
    }
  }

  private void move(Path from, Path to) throws IOException {
    rename(from, to);
    moves.push(new Move(from, to));
  }

  private void rename(Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("cannot move " + from + " to " + to);
    }
  }

  private Path retired() {
    return retired(folder);
  }

  /**
   * Returns where a job with this directory keeps the files that it replaces until its results are
   * published.
   */
  static Path retired(Path folder) {
    return folder.suffix(".old");
  }

  /** Deletes what was not published. */
  @Override
  public void close() throws IOException {
    files.delete(folder, true);
    if (files.exists(retired())) {
      claim.leave();
    } else {
      claim.close();
    }
  }
}
