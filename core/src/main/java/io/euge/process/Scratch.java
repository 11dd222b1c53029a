package io.euge.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder for what is made for the moment: it goes when the work ends, however that ends. */
public final class Scratch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);
  private static final int TRIES = 20;
  private static final long PAUSE_MILLIS = 100;

  private final Path folder;
  private final Thread hook = new Thread(this::end, "euge-scratch-end");
  private boolean ended;

  private Scratch(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the folder, empty.
   *
   * @param folder with what an earlier work left, if it was killed
   */
  public static Scratch open(Path folder) throws IOException {
    Scratch scratch = new Scratch(folder);
    Runtime.getRuntime().addShutdownHook(scratch.hook);
    try {
      delete(folder);
      Files.createDirectories(folder);
    } catch (IOException | RuntimeException e) {
      scratch.close();
      throw e;
    }
    return scratch;
  }

  public Path folder() {
    return folder;
  }

  /** Deletes a file, or a folder with all that is in it, if it is there. */
  public static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> all = Files.walk(tree)) {
      paths = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }

  /** Why a file or folder cannot be written, in words: Java's message may be its name alone. */
  public static String why(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException taken) {
      return taken.getFile() + " is a file";
    }
    return e instanceof FileSystemException known && known.getReason() != null
        ? known.getReason()
        : e.toString();
  }

  /** When this process ends before the work does: who writes to the folder goes first. */
  private void end() {
    Child.endAll();
    sweep();
  }

  /** Tries again where a thread that is being ended still writes. */
  private void sweep() {
    for (int i = 1; ; i++) {
      try {
        delete(folder);
        return;
      } catch (IOException | UncheckedIOException e) {
        if (i == TRIES) {
          LOG.debug("Something still writes to {}", folder, e);
          return;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
      }
    }
  }

  /** Whether it was closed; not if the process was ending by then, which deletes it itself. */
  public boolean hasEnded() {
    return ended;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This process is ending, and the hook does it.
      return;
    }
    sweep();
    ended = true;
  }
}
