package io.euge.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process has, as the operating system counts it. */
public final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ResidentMemory() {}

  /**
   * Resident memory not backed by a file (RssAnon), in bytes; 0 where the system does not say.
   * Other threads change it too, so a difference of two readings is an estimate.
   */
  public static long anonymous() {
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("RssAnon:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      // Not Linux: callers fall back to an estimate.
      return 0;
    }
  }
}
