package io.euge.device.gpu;

import io.euge.device.gpu.GpuQueryResult.Available;
import io.euge.device.gpu.GpuQueryResult.Reason;
import io.euge.device.gpu.GpuQueryResult.Unavailable;
import io.euge.process.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Parses the answer of {@code nvidia-smi}: a table, or one of its exit codes. */
final class GpuQueryParser {
  private GpuQueryParser() {}

  static GpuQueryResult parse(Program.Result result) {
    String words = result.firstLine();
    return switch (result.exitCode()) {
      case 0 -> table(result.out());
      case 2, 3, 13 ->
          unavailable(
              Reason.NOT_UNDERSTOOD,
              "nvidia-smi does not support the query" + quoted(words),
              "update the NVIDIA driver");
      case 4 ->
          unavailable(
              Reason.NOT_PERMITTED,
              "This user may not query the GPUs" + quoted(words),
              "check the permissions of /dev/nvidiactl");
      case 6 ->
          unavailable(
              Reason.NO_GPU,
              "The NVIDIA driver finds no GPU" + quoted(words),
              "check whether lspci shows one, and whether the container was given one");
      case 9 ->
          unavailable(
              Reason.NO_DRIVER,
              "There is no NVIDIA driver in this kernel",
              "install or load it (modprobe nvidia), or give the container a GPU");
      case 12 ->
          unavailable(
              Reason.NO_LIBRARY,
              "The driver's library libnvidia-ml.so.1 was not found",
              "install it in the version of the driver; a container gets it from NVIDIA's runtime");
      case 15 ->
          unavailable(
              Reason.LOST,
              "A GPU has fallen off the bus" + quoted(words),
              "search the kernel's log for Xid and restart the host");
      default ->
          unavailable(
              Reason.FAILED,
              "nvidia-smi failed with exit code " + result.exitCode() + quoted(words),
              "run nvidia-smi by hand");
    };
  }

  private static GpuQueryResult table(String text) {
    List<Gpu> gpus = new ArrayList<>();
    List<String> notices = new ArrayList<>();
    for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
      Optional<GpuRow> row = GpuRow.of(line);
      if (row.isEmpty()) {
        return noRow(line);
      }
      row.get().gpu().ifPresentOrElse(gpus::add, () -> notices.add(leftOut(row.get())));
    }
    if (gpus.isEmpty()) {
      return unavailable(
          Reason.NO_GPU,
          notices.isEmpty() ? "nvidia-smi lists no GPU" : notices.get(0),
          "run nvidia-smi by hand");
    }
    return new Available(gpus, notices);
  }

  private static GpuQueryResult noRow(String line) {
    if (line.toLowerCase(Locale.ROOT).startsWith("no devices")) {
      return unavailable(
          Reason.NO_GPU, "The NVIDIA driver finds no GPU", "see whether lspci shows one");
    }
    return unavailable(
        Reason.GARBLED,
        "nvidia-smi printed something other than a table of GPUs" + quoted(line),
        "run nvidia-smi by hand");
  }

  private static String leftOut(GpuRow row) {
    return "GPU "
        + row.index()
        + " is left out: the driver does not report its UUID but "
        + row.uuid();
  }

  private static Unavailable unavailable(Reason reason, String wrong, String remedy) {
    return new Unavailable(reason, wrong + ": " + remedy);
  }

  private static String quoted(String words) {
    String start = words.length() > 120 ? words.substring(0, 120) + "..." : words;
    return start.isEmpty() ? "" : " ('" + start + "')";
  }
}
