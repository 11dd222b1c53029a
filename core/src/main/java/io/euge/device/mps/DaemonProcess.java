package io.euge.device.mps;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The daemon's process, found through its pipe directory. Since driver 550 a file has its PID; a
 * killed daemon leaves that behind. All daemons lock a file while they run, and the kernel lists
 * the owner of the lock.
 */
final class DaemonProcess {
  private static final Path LOCKS = Path.of("/proc/locks");

  private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(5);

  /** Files that a daemon leaves and the next one creates again. The lock's file stays. */
  private static final List<String> FILES =
      List.of("control", "control_privileged", "log", "nvidia-cuda-mps-control.pid");

  private final Path pipe;

  DaemonProcess(Path pipe) {
    this.pipe = pipe;
  }

  /** Returns the PID of the running daemon; empty if there is none or it is not visible here. */
  OptionalLong pid() {
    return Stream.of(pidFile(), lockHolder())
        .flatMapToLong(OptionalLong::stream)
        .filter(DaemonProcess::isDaemon)
        .findFirst();
  }

  private OptionalLong pidFile() {
    try {
      String text = Files.readString(pipe.resolve("nvidia-cuda-mps-control.pid")).strip();
      return text.matches("\\d{1,18}")
          ? OptionalLong.of(Long.parseLong(text))
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private OptionalLong lockHolder() {
    try {
      String inode = ":" + Files.getAttribute(pipe.resolve("control_lock"), "unix:ino");
      return Files.readAllLines(LOCKS).stream()
          .map(line -> line.split("\\s+"))
          .filter(cells -> cells.length > 5 && cells[5].endsWith(inode))
          .mapToLong(cells -> Long.parseLong(cells[4]))
          .filter(DaemonProcess::isDaemon)
          .findFirst();
    } catch (IOException | UnsupportedOperationException e) {
      return OptionalLong.empty();
    }
  }

  /** A stale PID may be another program's by now, or that of a zombie. */
  private static boolean isDaemon(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      int name = stat.lastIndexOf(')');
      return stat.substring(0, name).contains("(nvidia-cuda-mps")
          && !stat.startsWith("Z", name + 2);
    } catch (IOException e) {
      return false;
    }
  }

  /** Kills the daemon and its servers, by their ids. */
  static void kill(long pid) {
    ProcessHandle.of(pid)
        .ifPresent(
            daemon -> {
              List<ProcessHandle> servers = daemon.descendants().toList();
              daemon.destroyForcibly();
              servers.forEach(ProcessHandle::destroyForcibly);
            });
  }

  /** Waits at most five seconds for the daemon to exit, and returns whether it has. */
  boolean awaitExit() {
    long until = System.nanoTime() + EXIT_TIMEOUT.toNanos();
    while (pid().isPresent()) {
      if (System.nanoTime() > until) {
        return false;
      }
      LockSupport.parkNanos(1_000_000);
    }
    return true;
  }

  /** Removes the files of a dead daemon, and none of a running one. */
  void removeStaleFiles() throws IOException {
    if (!Files.exists(pipe.resolve("control_lock"))) {
      return;
    }
    // A daemon that runs, or starts now, has the lock.
    try (FileChannel channel =
            FileChannel.open(pipe.resolve("control_lock"), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        for (String file : FILES) {
          Files.deleteIfExists(pipe.resolve(file));
        }
      }
    }
  }
}
