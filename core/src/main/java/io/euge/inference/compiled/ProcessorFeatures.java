package io.euge.inference.compiled;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;

/** The features of the CPU that determine how an engine compiles a model. */
public final class ProcessorFeatures {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  private ProcessorFeatures() {}

  /** Architecture and instruction sets; empty where the system does not tell them. */
  public static Optional<String> read() {
    try (var lines = Files.lines(CPUINFO)) {
      return features(System.getProperty("os.arch"), lines.toList());
    } catch (IOException e) {
      // Not Linux: who asks does without.
      return Optional.empty();
    }
  }

  /** {@code flags} on x86, {@code Features} on ARM; sorted, for kernels order them differently. */
  static Optional<String> features(String architecture, Iterable<String> cpuinfo) {
    for (String line : cpuinfo) {
      int colon = line.indexOf(':');
      String key = colon < 0 ? "" : line.substring(0, colon).strip();
      if (key.equals("flags") || key.equals("Features")) {
        String[] flags = line.substring(colon + 1).strip().split("\\s+");
        return Optional.of(
            architecture + " " + String.join(" ", new TreeSet<>(Arrays.asList(flags))));
      }
    }
    return Optional.empty();
  }
}
