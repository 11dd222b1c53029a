package io.euge.demo;

import com.sun.management.OperatingSystemMXBean;
import io.euge.demo.page.Story;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.package$;

/** Describes the machine that this process runs on. */
final class Machine {
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  private Machine() {}

  static Story.Machine here() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Story.Machine(
        processor(),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize(),
        List.of(
            system.getName(),
            "Java " + System.getProperty("java.version"),
            "Spark " + package$.MODULE$.SPARK_VERSION()));
  }

  private static String processor() {
    String kind = System.getProperty("os.arch");
    if (!Files.isReadable(PROCESSOR)) {
      return kind;
    }
    try {
      return Files.readAllLines(PROCESSOR).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(kind);
    } catch (IOException e) {
      // The name of the CPU is optional.
      return kind;
    }
  }
}
