package io.euge.simulation.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Files of parameters for simulated GPUs. */
public final class SimulatedGpus {
  private SimulatedGpus() {}

  /** A GPU that takes next to no time and has more memory than any test wants. */
  public static Path instant(Path folder) {
    return parameters(folder, Map.of());
  }

  /**
   * A GPU that differs from {@link #instant} in some keys.
   *
   * @param folder for the file and for what the GPU does
   */
  public static Path parameters(Path folder, Map<String, Object> changes) {
    Map<String, Object> keys = new TreeMap<>();
    keys.put("name", "for tests (simulated)");
    keys.put("multiprocessors", 10);
    keys.put("memory.mib", 1 << 20);
    keys.put("context.mib", 0);
    keys.put("session.mib", 0);
    keys.put("activation.factor", 1);
    keys.put("teraflops", 1e6);
    keys.put("efficiency", 1);
    keys.put("kernels", 0);
    keys.put("kernel.microseconds", 0);
    keys.put("launch.microseconds", 0);
    keys.put("copy.gigabytes", 1e6);
    keys.put("slice.milliseconds", 2);
    keys.put("switch.microseconds", 0);
    keys.put("timescale", 1);
    keys.put("directory", folder.resolve("gpus"));
    keys.putAll(changes);
    StringBuilder text = new StringBuilder();
    keys.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    try {
      return Files.writeString(folder.resolve("sim.properties"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
