package io.euge.inference;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that one thread of one process of the host holds. The operating system frees it when its
 * process dies.
 */
public final class HostLock implements AutoCloseable {
  /** File locks belong to a whole process; among its own threads these decide. */
  private static final ConcurrentHashMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final ReentrantLock thread;
  private final FileChannel file;

  private HostLock(ReentrantLock thread, FileChannel file) {
    this.thread = thread;
    this.file = file;
  }

  /** Waits for the lock. */
  public static HostLock take(Path path) throws IOException {
    ReentrantLock thread = threads(path);
    thread.lock();
    return withFile(path, thread, true);
  }

  /** The lock, or null if another has it. */
  static HostLock tryTake(Path path) throws IOException {
    ReentrantLock thread = threads(path);
    return thread.tryLock() ? withFile(path, thread, false) : null;
  }

  private static ReentrantLock threads(Path path) {
    return THREADS.computeIfAbsent(path.toAbsolutePath().normalize(), key -> new ReentrantLock());
  }

  private static HostLock withFile(Path path, ReentrantLock thread, boolean wait)
      throws IOException {
    FileChannel file = null;
    boolean taken = false;
    try {
      file = FileChannel.open(path, CREATE, WRITE);
      taken = wait ? file.lock() != null : file.tryLock() != null;
      return taken ? new HostLock(thread, file) : null;
    } finally {
      if (!taken) {
        thread.unlock();
        if (file != null) {
          file.close();
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      file.close();
    } finally {
      thread.unlock();
    }
  }
}
