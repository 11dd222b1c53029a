package io.euge.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the memory of this process as the operating system counts it. */
public final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ResidentMemory() {}

  /**
   * Returns the resident memory that is not backed by a file (RssAnon), in bytes; 0 if the system
   * does not report it. Other threads change it too, so the difference of two values is an
   * estimate.
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
