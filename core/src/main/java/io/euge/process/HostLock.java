package io.euge.process;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * A lock that at most one thread of all processes of the host holds. The operating system releases
 * it when the process ends, even by a crash. Any thread may close it.
 */
public final class HostLock implements AutoCloseable {
  /**
   * File locks belong to a whole process, which loses its lock when it closes any file on the path.
   * These semaphores therefore exclude the other threads of this process before a file is opened.
   */
  private static final ConcurrentHashMap<Path, Semaphore> THREADS = new ConcurrentHashMap<>();

  private final Semaphore thread;

  /** Null where it could not be opened. */
  private final FileChannel file;

  private HostLock(Semaphore thread, FileChannel file) {
    this.thread = thread;
    this.file = file;
  }

  /** Waits for the lock. */
  public static HostLock acquire(Path path) throws IOException {
    Semaphore thread = threads(path);
    thread.acquireUninterruptibly();
    return withFile(path, thread, true);
  }

  /** Returns the lock, or null if another thread or process holds it. */
  public static HostLock tryAcquire(Path path) throws IOException {
    Semaphore thread = threads(path);
    return thread.tryAcquire() ? withFile(path, thread, false) : null;
  }

  private static Semaphore threads(Path path) {
    return THREADS.computeIfAbsent(path.toAbsolutePath().normalize(), key -> new Semaphore(1));
  }

  private static HostLock withFile(Path path, Semaphore thread, boolean wait) throws IOException {
    FileChannel file = null;
    boolean taken = false;
    try {
      // In a directory such as /tmp another user may have created a link at this path.
      file = FileChannel.open(path, CREATE, WRITE, NOFOLLOW_LINKS);
      taken = wait ? file.lock() != null : file.tryLock() != null;
      return taken ? new HostLock(thread, file) : null;
    } finally {
      if (!taken) {
        new HostLock(thread, file).close();
      }
    }
  }

  /** Releases the lock. Call it once. */
  @Override
  public void close() throws IOException {
    try {
      if (file != null) {
        file.close();
      }
    } finally {
      thread.release();
    }
  }
}
