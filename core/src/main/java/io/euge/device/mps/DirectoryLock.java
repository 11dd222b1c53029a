package io.euge.device.mps;

import io.euge.file.IoReason;
import io.euge.process.HostLock;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Lets one process of the host at a time start, query or stop the daemon of a directory: while a
 * daemon starts or ends, queries by others see it now and then not.
 */
final class DirectoryLock {
  private final Path folder;
  private final Path lock;

  DirectoryLock(MpsDirectory directory) {
    this.folder = directory.pipe().getParent();
    this.lock = folder.resolve(directory.pipe().getFileName() + ".lock");
  }

  /**
   * Runs an action under the lock, or without it where the directory is another user's.
   *
   * @throws MpsException if the lock cannot be taken
   */
  <T> T run(Supplier<T> action) {
    if (!Files.isWritable(folder)) {
      return action.get(); // Another user's: there is nothing to start or end.
    }
    try {
      HostLock turn = HostLock.acquire(lock);
      try {
        return action.get();
      } finally {
        turn.close();
      }
    } catch (AccessDeniedException e) {
      // The lock is another user's, as it may be where the directory lies in /tmp itself.
      return action.get();
    } catch (IOException e) {
      throw new MpsException(
          "Cannot take the lock %s: %s; remove it, or free space".formatted(lock, IoReason.of(e)),
          e);
    }
  }
}
