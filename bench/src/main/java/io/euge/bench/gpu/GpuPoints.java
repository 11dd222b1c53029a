package io.euge.bench.gpu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * The file of measured points, one line of JSON per point, from which an interrupted experiment
 * resumes.
 */
final class GpuPoints {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Set<GpuPoint> points = new HashSet<>();

  /**
   * Opens the file.
   *
   * @param file null to keep no file
   */
  GpuPoints(Path file) throws IOException {
    this.file = file;
    if (file != null && Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        JsonNode result = JSON.readTree(line);
        if (result.path("failure").asText().isEmpty()) {
          points.add(JSON.treeToValue(result.get("point"), GpuPoint.class));
        }
      }
    }
  }

  boolean contains(GpuPoint point) {
    return points.contains(point);
  }

  void add(GpuResult result) throws IOException {
    if (file != null) {
      Files.writeString(
          file,
          JSON.writeValueAsString(result) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }
}
