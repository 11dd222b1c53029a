package io.euge.cli.doctor;

import io.euge.EugeException;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuInventory;
import io.euge.device.gpu.GpuQueryResult;
import io.euge.device.mps.MpsDirectory;
import io.euge.process.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A report for support: the results of the checks, versions, the output of nvidia-smi, and the ends
 * of the MPS logs. It contains only CUDA's environment variables, and replaces the user's home
 * directory by ~.
 */
public final class Report {
  private static final List<String> VARIABLES =
      List.of(
          "CUDA_VISIBLE_DEVICES",
          "CUDA_DEVICE_ORDER",
          MpsDirectory.PIPE,
          "CUDA_MPS_LOG_DIRECTORY",
          "NVIDIA_VISIBLE_DEVICES",
          "EUGE_GPU");
  private static final int LOG_BYTES = 4096;

  private Report() {}

  /** Returns the text of the report. */
  public static String of(String version, List<CheckResult> findings) {
    StringBuilder text = new StringBuilder();
    text.append(version + " doctor, " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n\n");
    findings.forEach(finding -> text.append(line(finding)).append('\n'));
    part(text, "versions", SystemChecks.jars());
    part(text, "system", system());
    part(text, "environment", environment().toString());
    part(text, "nvidia-smi", smi());
    logs().forEach((name, end) -> part(text, name, end));
    String home = System.getProperty("user.home");
    return home.length() > 1 ? text.toString().replace(home, "~") : text.toString();
  }

  /** Returns a result as a line of text. */
  public static String line(CheckResult finding) {
    return String.format("%-5s%-17s%s", finding.level().word(), finding.check(), finding.message());
  }

  private static void part(StringBuilder text, String name, String content) {
    text.append("\n== " + name + "\n" + content.stripTrailing() + "\n");
  }

  private static String system() {
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " "
        + System.getProperty("os.arch")
        + ", Java "
        + Runtime.version();
  }

  private static Map<String, String> environment() {
    Map<String, String> shown = new TreeMap<>(System.getenv());
    shown.keySet().retainAll(VARIABLES);
    return shown;
  }

  private static String smi() {
    try {
      Program.Result result =
          Program.named("nvidia-smi").run(List.of(), Map.of(), "", Duration.ofSeconds(15));
      return result.out() + result.err();
    } catch (EugeException e) {
      return e.getMessage();
    }
  }

  private static Map<String, String> logs() {
    Map<String, String> ends = new TreeMap<>();
    Optional<MpsDirectory> given = MpsDirectory.ofEnvironment(System.getenv());
    if (given.isPresent()) {
      logs(ends, given.get());
    } else if (new GpuInventory().query() instanceof GpuQueryResult.Available seen) {
      Path folder = MpsDirectory.standardFolder(System.getenv());
      for (Gpu gpu : seen.gpus()) {
        logs(ends, MpsDirectory.ofGpu(folder, gpu.uuid()));
      }
    }
    return ends;
  }

  private static void logs(Map<String, String> ends, MpsDirectory directory) {
    for (String name : List.of("control.log", "server.log")) {
      Path log = directory.log().resolve(name);
      if (Files.exists(log)) {
        ends.put(log.toString(), end(log));
      }
    }
  }

  private static String end(Path log) {
    try {
      byte[] all = Files.readAllBytes(log);
      int from = Math.max(0, all.length - LOG_BYTES);
      return new String(all, from, all.length - from, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "cannot be read";
    }
  }
}
