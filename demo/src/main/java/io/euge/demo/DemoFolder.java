package io.euge.demo;

import io.euge.EugeException;
import io.euge.file.FileTree;
import io.euge.file.IoReason;
import io.euge.file.ScratchFolder;
import io.euge.process.HostLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The output directory of a demo. The first demo creates a marker file in it; a directory without
 * the marker must be empty, so that no other files are overwritten. Only one demo at a time can use
 * a directory. Temporary files are deleted when the demo ends, also after an error.
 */
final class DemoFolder implements AutoCloseable {
  private static final String MARK = ".euge-demo";

  /** Disk space for the models. */
  private static final long NEEDED_BYTES = 300_000_000;

  /** Disk space per second of each clip for the clips, the annotated video and the tables. */
  private static final long NEEDED_BYTES_A_SECOND = 10_000_000;

  private final Path folder;
  private final HostLock lock;
  private ScratchFolder scratch;

  private DemoFolder(Path folder, HostLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Opens a directory; creates it if it does not exist.
   *
   * @param seconds of each clip, to check the free disk space
   * @throws EugeException if the path is not a directory, the directory has files of another origin
   *     or is in use by another demo, cannot be written, or has too little free disk space
   */
  static DemoFolder open(Path given, double seconds) {
    Path folder = given.toAbsolutePath().normalize();
    try {
      Path mark = folder.resolve(MARK);
      if (Files.exists(folder) && !Files.exists(mark)) {
        refuseStrangers(given, folder);
      }
      Files.createDirectories(folder);
      HostLock lock = HostLock.tryAcquire(mark);
      if (lock == null) {
        throw new EugeException(
            "Another demo works in " + given + ": wait for it, or give another --output");
      }
      DemoFolder taken = new DemoFolder(folder, lock);
      taken.prepare(given, seconds);
      return taken;
    } catch (IOException e) {
      throw new EugeException(
          "Cannot write to the directory %s: %s; give another --output"
              .formatted(given, IoReason.of(e)),
          e);
    }
  }

  private static void refuseStrangers(Path given, Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new EugeException(given + " is a file: give a directory as --output");
    }
    Optional<Path> stranger;
    try (Stream<Path> entries = Files.list(folder)) {
      stranger = entries.findFirst();
    }
    if (stranger.isPresent()) {
      throw new EugeException(
          "The directory %s holds %s and was not made by a demo, so it is left as it is: give another --output"
              .formatted(given, stranger.get().getFileName()));
    }
  }

  private void prepare(Path given, double seconds) throws IOException {
    long needed = NEEDED_BYTES + (long) (seconds * NEEDED_BYTES_A_SECOND);
    try {
      Path work = folder.resolve(".work");
      FileTree.delete(work);
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < needed) {
        throw new EugeException(
            "%s has %d MB free and a demo needs %d MB, most of it for a while only: free some, or give another --output"
                .formatted(given, free / 1_000_000, needed / 1_000_000));
      }
      scratch = ScratchFolder.create(work);
      Files.createDirectories(videos());
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  Path path() {
    return folder;
  }

  Path videos() {
    return folder.resolve("videos");
  }

  Path pictures() {
    return folder.resolve("pictures");
  }

  Path table() {
    return folder.resolve("detections");
  }

  Path summary() {
    return folder.resolve("demo.json");
  }

  /** Returns the directory for files that are deleted when the demo ends. */
  ScratchFolder scratch() {
    return scratch;
  }

  /** Moves a file or a directory to its final path and replaces what an earlier demo left there. */
  static void replace(Path made, Path place) throws IOException {
    FileTree.delete(place);
    Files.move(made, place, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    if (scratch != null) {
      scratch.close();
      if (!scratch.isClosed()) {
        // The lock file in an empty directory is deleted when the process ends.
        return;
      }
    }
    lock.close();
  }
}
