package io.euge.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Identifies a process beyond its number, which another process may get later, or has on another
 * host or in another container at the same time.
 *
 * @param boot the running system; empty if unknown, as outside Linux
 * @param namespace where the number is valid; empty if unknown
 * @param pid its number
 * @param start when it started, in ticks since the system's start
 */
public record ProcessIdentity(String boot, String namespace, long pid, String start) {
  private static final Path PROC = Path.of("/proc");

  /** State and start time follow the name, which is in brackets and may have any character. */
  private static final int STATE = 0;

  private static final int START = 19;

  /** Returns that of this process. */
  public static ProcessIdentity current() {
    long pid = ProcessHandle.current().pid();
    String[] status = status(pid);
    return new ProcessIdentity(
        readBoot(), readNamespace(), pid, status == null ? "" : status[START]);
  }

  /**
   * Returns whether the process has certainly ended. False if it runs, or if this process cannot
   * know, since it runs on another host or in another container.
   */
  public boolean hasEnded() {
    boolean visible =
        !boot.isEmpty()
            && !namespace.isEmpty()
            && !start.isEmpty()
            && boot.equals(readBoot())
            && namespace.equals(readNamespace());
    if (!visible) {
      return false;
    }
    String[] status = status(pid);
    return status == null || status[STATE].equals("Z") || !status[START].equals(start);
  }

  private static String readBoot() {
    try {
      return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static String readNamespace() {
    try {
      return Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /** Returns the fields after the name; null if there is no such process. */
  private static String[] status(long pid) {
    try {
      String line = Files.readString(PROC.resolve(pid + "/stat"));
      return line.substring(line.lastIndexOf(')') + 1).strip().split(" ");
    } catch (IOException e) {
      return null;
    }
  }
}
