package io.euge.process;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Memory usage of this process in bytes, from {@code /proc/self/smaps_rollup} of Linux.
 *
 * @param rss resident pages, including those shared with other processes
 * @param pss proportional set size: a page that n processes share counts as 1/n
 * @param pssAnon the part of pss that no file backs: the cost of one more process
 */
public record ProcessMemory(long rss, long pss, long pssAnon) implements Serializable {
  private static final Path SELF = Path.of("/proc/self");

  /** Returns whether this system reports it. */
  public static boolean isAvailable() {
    return Files.isReadable(SELF.resolve("smaps_rollup"));
  }

  /** Returns the current usage. */
  public static ProcessMemory now() throws IOException {
    Map<String, Long> fields = fields(SELF.resolve("smaps_rollup"));
    return new ProcessMemory(fields.get("Rss"), fields.get("Pss"), fields.get("Pss_Anon"));
  }

  /** Returns the maximum resident size since the process started, or since {@link #resetPeak()}. */
  public static long peak() throws IOException {
    return fields(SELF.resolve("status")).get("VmHWM");
  }

  /**
   * Resets the peak to the current size.
   *
   * @return whether the system allows it
   */
  public static boolean resetPeak() {
    try {
      Files.writeString(SELF.resolve("clear_refs"), "5");
      return true;
    } catch (IOException e) {
      // The peak then includes earlier usage, which the result reports.
      return false;
    }
  }

  private static Map<String, Long> fields(Path file) throws IOException {
    Map<String, Long> fields = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] words = line.split(":?\\s+", -1);
      if (words.length == 3 && words[2].equals("kB")) {
        fields.put(words[0], Long.parseLong(words[1]) * 1024);
      }
    }
    return fields;
  }
}
