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
    String[] status = status(PROC, pid);
    return new ProcessIdentity(
        readBoot(PROC), readNamespace(PROC), pid, status == null ? "" : status[START]);
  }

  /**
   * Returns whether the process has certainly ended. False if it runs, or if this process cannot
   * know, since it runs on another host or in another container, or since the system hides the
   * processes of other users.
   */
  public boolean hasEnded() {
    return hasEnded(PROC);
  }

  /**
   * Does the same.
   *
   * @param proc where the system has its processes
   */
  boolean hasEnded(Path proc) {
    boolean visible =
        !boot.isEmpty()
            && !namespace.isEmpty()
            && !start.isEmpty()
            && boot.equals(readBoot(proc))
            && namespace.equals(readNamespace(proc));
    if (!visible) {
      return false;
    }
    String[] status = status(proc, pid);
    return status == null
        ? isAbsent(proc, pid)
        : status[STATE].equals("Z") || !status[START].equals(start);
  }

  /**
   * Returns whether there is no such process. With hidepid=2 those of other users seem absent,
   * among them the first, which always runs; with hidepid=1 they cannot be read.
   */
  private static boolean isAbsent(Path proc, long pid) {
    return Files.exists(proc.resolve("1")) && Files.notExists(proc.resolve(Long.toString(pid)));
  }

  private static String readBoot(Path proc) {
    try {
      return Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static String readNamespace(Path proc) {
    try {
      return Files.readSymbolicLink(proc.resolve("self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /** Returns the fields after the name; null if they cannot be read. */
  private static String[] status(Path proc, long pid) {
    try {
      String line = Files.readString(proc.resolve(pid + "/stat"));
      return line.substring(line.lastIndexOf(')') + 1).strip().split(" ");
    } catch (IOException e) {
      return null;
    }
  }
}
