package io.euge.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Describes the CPU of the machine. */
public final class Processor {
  private static final String KEY = "model name";

  private Processor() {}

  /** Returns its name and the number of cores available to this JVM. */
  public static String name() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    String name =
        !Files.isReadable(file)
            ? System.getProperty("os.arch")
            : Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(KEY))
                .map(line -> line.replaceFirst("[^:]*:\\s*", ""))
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    return "%d cores (%s)".formatted(Runtime.getRuntime().availableProcessors(), name);
  }
}
