package io.euge.file;

import io.euge.EugeException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory for temporary files, with the resources that use it. {@link #close}, or the end of
 * this process, closes the resources in reverse order and deletes the directory.
 */
public final class ScratchFolder implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(ScratchFolder.class);
  private static final int DELETE_ATTEMPTS = 20;
  private static final long PAUSE_MILLIS = 100;

  private final Path path;
  private final Deque<Closeable> resources = new ConcurrentLinkedDeque<>();
  private final Thread hook = new Thread(this::end, "euge-scratch-end");
  private boolean closed;

  private ScratchFolder(Path path) {
    this.path = path;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Creates an empty directory.
   *
   * @param path deleted first if it exists, as after a run that was killed
   */
  public static ScratchFolder create(Path path) throws IOException {
    ScratchFolder scratch = new ScratchFolder(path);
    try {
      FileTree.delete(path);
      Files.createDirectories(path);
    } catch (IOException | RuntimeException e) {
      scratch.close();
      throw e;
    }
    return scratch;
  }

  /** Creates a directory with a unique name in the system's directory for temporary files. */
  public static ScratchFolder temporary(String prefix) throws IOException {
    return new ScratchFolder(Files.createTempDirectory(prefix));
  }

  public Path path() {
    return path;
  }

  /**
   * Adds a resource to be closed before the directory is deleted.
   *
   * @param resource its {@code close} may be called twice
   */
  public void register(Closeable resource) {
    resources.addLast(resource);
  }

  /** Removes a resource that its owner has closed. */
  public void unregister(Closeable resource) {
    resources.remove(resource);
  }

  private void end() {
    for (Closeable it = resources.pollLast(); it != null; it = resources.pollLast()) {
      try {
        it.close();
      } catch (IOException | EugeException e) {
        LOG.warn("Something that uses {} could not be closed: {}", path, e.getMessage());
      } catch (Throwable e) {
        // Whatever it is, the others are to be closed and the directory is to be deleted.
        LOG.warn("Something that uses {} could not be closed", path, e);
      }
    }
    delete();
  }

  /** Tries again while a thread that is being ended still writes. */
  private void delete() {
    for (int i = 1; ; i++) {
      try {
        FileTree.delete(path);
        return;
      } catch (IOException e) {
        if (i == DELETE_ATTEMPTS) {
          LOG.warn("The directory {} could not be removed: {}", path, e.getMessage());
          return;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
      }
    }
  }

  /** Returns whether {@link #close} deleted it; false if the shutdown of this process will. */
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("This process is ending, and its shutdown hook deletes {}", path);
      return;
    }
    end();
    closed = true;
  }
}
