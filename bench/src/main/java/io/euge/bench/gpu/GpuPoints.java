package io.euge.bench.gpu;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The points that were measured on a device, also in a file, one line of JSON per point, from which
 * an interrupted experiment resumes.
 */
final class GpuPoints {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final List<GpuResult> results = new ArrayList<>();

  /**
   * Opens the file.
   *
   * @param file null to keep no file
   * @param device the one whose points count
   */
  GpuPoints(Path file, String device) throws IOException {
    this.file = file;
    if (file != null && Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        GpuResult result = JSON.readValue(line, GpuResult.class);
        if (device.equals(result.device()) && result.failure().isEmpty()) {
          results.add(result);
        }
      }
    }
  }

  boolean contains(GpuPoint point) {
    return results.stream().anyMatch(result -> result.point().equals(point));
  }

  /** Returns the results, those of an earlier run first. */
  List<GpuResult> results() {
    return List.copyOf(results);
  }

  void add(GpuResult result) throws IOException {
    results.add(result);
    if (file != null) {
      Files.writeString(
          file,
          JSON.writeValueAsString(result) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }
}
