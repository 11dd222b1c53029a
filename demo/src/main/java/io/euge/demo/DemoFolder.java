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
 * The folder of a demo, known by a mark that the first demo in it leaves: without it a folder that
 * holds anything is a stranger's. One demo at a time has it; what is made for the moment goes with
 * the demo, however that ends.
 */
final class DemoFolder implements AutoCloseable {
  private static final String MARK = ".euge-demo";

  /** For the models. */
  private static final long NEEDED_BYTES = 300_000_000;

  /** For the clips, the annotated video and the tables of a second of each clip. */
  private static final long NEEDED_BYTES_A_SECOND = 10_000_000;

  private final Path folder;
  private final HostLock lock;
  private ScratchFolder scratch;

  private DemoFolder(Path folder, HostLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes a folder, made if it is not there.
   *
   * @param seconds of each clip, which must have room
   * @throws EugeException if it is no folder, a stranger's or another demo's, cannot be written, or
   *     has no room
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
          "Cannot write to the folder %s (%s): give another --output"
              .formatted(given, IoReason.of(e)),
          e);
    }
  }

  private static void refuseStrangers(Path given, Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new EugeException(given + " is a file: give a folder as --output");
    }
    Optional<Path> stranger;
    try (Stream<Path> entries = Files.list(folder)) {
      stranger = entries.findFirst();
    }
    if (stranger.isPresent()) {
      throw new EugeException(
          "The folder %s holds %s and was not made by a demo, so it is left as it is: give another --output"
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

  /** For what goes when the demo ends. */
  ScratchFolder scratch() {
    return scratch;
  }

  /** Moves a file or a folder to its place, instead of what an earlier demo left there. */
  static void replace(Path made, Path place) throws IOException {
    FileTree.delete(place);
    Files.move(made, place, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    if (scratch != null) {
      scratch.close();
      if (!scratch.isClosed()) {
        // The lock goes with the process, when the folder is empty.
        return;
      }
    }
    lock.close();
  }
}
