package io.euge.model.catalogue;

import io.euge.model.ModelException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One pull of a model at a time, among all threads and processes that share its folder; the others
 * wait, and then find the work done. The system frees the lock of a process that dies.
 */
final class PullLock implements AutoCloseable {
  /** The system's locks are a process's, not a thread's. */
  private static final ConcurrentHashMap<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

  private final ReentrantLock own;
  private final FileChannel file;

  private PullLock(ReentrantLock own, FileChannel file) {
    this.own = own;
    this.file = file;
  }

  /**
   * Waits for the lock.
   *
   * @param folder of the model; made if there is none
   * @throws ModelException if there can be no lock there
   */
  static PullLock of(Path folder) {
    ReentrantLock own = LOCKS.computeIfAbsent(folder, path -> new ReentrantLock());
    own.lock();
    FileChannel file = null;
    try {
      Files.createDirectories(folder);
      file =
          FileChannel.open(
              folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      file.lock();
      return new PullLock(own, file);
    } catch (IOException e) {
      ModelException failure = failure(folder, e);
      close(file, failure);
      own.unlock();
      throw failure;
    }
  }

  private static void close(FileChannel file, ModelException failure) {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
  }

  private static ModelException failure(Path folder, IOException cause) {
    return new ModelException(
        "Cannot keep a model in "
            + folder
            + " ("
            + cause
            + "); set EUGE_CACHE to a folder that can be written",
        cause);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new ModelException("Cannot free the lock of a pull: " + e.getMessage(), e);
    } finally {
      own.unlock();
    }
  }
}
