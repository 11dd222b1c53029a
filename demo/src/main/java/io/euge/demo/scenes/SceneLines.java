package io.euge.demo.scenes;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.EugeException;
import io.euge.evaluation.groundtruth.LaneLine;
import io.euge.evaluation.groundtruth.VideoGroundTruth;
import io.euge.file.AtomicFile;
import io.euge.file.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes the lines file of a directory of synthetic videos, with one line for each lane of each
 * video.
 */
public final class SceneLines {
  /** The name of the lines file in its directory. */
  public static final String NAME = "scenes.lines.json";

  private SceneLines() {}

  /**
   * Writes the lines file for all videos in a directory.
   *
   * @throws EugeException if it cannot be written
   */
  public static void write(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      List<Map<String, Object>> features = new ArrayList<>();
      for (Path truth : truths(folder)) {
        VideoGroundTruth video = VideoGroundTruth.read(truth);
        video.lines().forEach(line -> features.add(feature(video.video(), line)));
      }
      Map<String, Object> collection = new TreeMap<>();
      collection.put("type", "FeatureCollection");
      collection.put("units", "pixels");
      collection.put("features", features);
      AtomicFile.write(
          folder, hash -> NAME, out -> out.write(new ObjectMapper().writeValueAsBytes(collection)));
    } catch (IOException e) {
      throw new EugeException(
          "Cannot write the lines file %s: %s; free space there, or give another --output"
              .formatted(file, IoReason.of(e)),
          e);
    }
  }

  private static List<Path> truths(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(VideoGroundTruth.SUFFIX))
          .sorted()
          .toList();
    }
  }

  private static Map<String, Object> feature(String video, LaneLine line) {
    String name = video.substring(0, video.lastIndexOf('.'));
    return Map.of(
        "type",
        "Feature",
        "geometry",
        Map.of(
            "type",
            "LineString",
            "coordinates",
            List.of(List.of(line.leftX(), line.leftY()), List.of(line.rightX(), line.rightY()))),
        "properties",
        Map.of(
            "kind",
            "line",
            "camera",
            name,
            "name",
            line.name(),
            "toRight",
            LaneLine.TOWARDS,
            "toLeft",
            LaneLine.AWAY));
  }
}
