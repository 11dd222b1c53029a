package io.euge.process;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * ProcessMemory of this process in bytes, from {@code /proc/self/smaps_rollup} of Linux.
 *
 * @param rss resident pages, those shared with other processes too
 * @param pss the same, but a page that n processes have counts an n-th
 * @param pssAnon the part of pss that no file backs: what a further process costs
 */
public record ProcessMemory(long rss, long pss, long pssAnon) implements Serializable {
  private static final Path SELF = Path.of("/proc/self");

  /** Whether this system tells it. */
  public static boolean isKnown() {
    return Files.isReadable(SELF.resolve("smaps_rollup"));
  }

  public static ProcessMemory now() throws IOException {
    Map<String, Long> fields = fields(SELF.resolve("smaps_rollup"));
    return new ProcessMemory(fields.get("Rss"), fields.get("Pss"), fields.get("Pss_Anon"));
  }

  /** The most that was resident since the process began, or since {@link #forgetPeak()}. */
  public static long peak() throws IOException {
    return fields(SELF.resolve("status")).get("VmHWM");
  }

  /**
   * Lets the peak start anew.
   *
   * @return whether the system allowed it
   */
  public static boolean forgetPeak() {
    try {
      Files.writeString(SELF.resolve("clear_refs"), "5");
      return true;
    } catch (IOException e) {
      // The peak then includes what came before, which the result says.
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
