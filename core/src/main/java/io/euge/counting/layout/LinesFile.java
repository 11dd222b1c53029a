package io.euge.counting.layout;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.euge.EugeException;
import io.euge.file.IoReason;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines, zones, routes and regions of one or more cameras: a GeoJSON {@code FeatureCollection}
 * (RFC 7946, with positions in the picture instead of on the Earth). Its member {@code units} says
 * whether positions are {@code pixels} of the detections or parts of the {@code frame}, 0 to 1.
 */
public final class LinesFile implements Serializable {
  private static final long serialVersionUID = 1;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final String UNITS = "give \"pixels\" or \"frame\"";

  private final boolean partsOfFrame;
  private final ArrayList<Feature> features;

  private LinesFile(boolean partsOfFrame, List<Feature> features) {
    this.partsOfFrame = partsOfFrame;
    this.features = new ArrayList<>(features);
  }

  /**
   * Reads a file.
   *
   * @throws EugeException if it is invalid, with the key, the value and the remedy
   */
  public static LinesFile read(Path file) {
    JsonValue root = new JsonValue(file, "", parse(file));
    if (!root.node().isObject()) {
      throw new EugeException(
          "Cannot read the lines file %s: it has no JSON object; give a GeoJSON FeatureCollection"
              .formatted(file));
    }
    JsonValue type = root.get("type");
    if (!type.node().asText().equals("FeatureCollection")) {
      throw type.wrong("give \"FeatureCollection\"");
    }
    JsonValue units = root.get("units");
    boolean parts = units.optionalText(UNITS).map(text -> isFrame(units, text)).orElse(false);
    JsonValue all = root.get("features");
    List<Feature> features = new ArrayList<>();
    for (JsonValue one : all.list("give a list of features")) {
      features.add(FeatureReader.read(one, parts));
    }
    if (features.isEmpty()) {
      throw all.wrong("give at least one line, zone or region");
    }
    if (units.isAbsent() && features.stream().allMatch(Feature::isSmall)) {
      throw units.wrong(
          "all positions are from 0 to 1, so give \"frame\" if they are parts of the frame, else"
              + " \"pixels\"");
    }
    FeatureChecks.check(all, features);
    return new LinesFile(parts, features);
  }

  private static boolean isFrame(JsonValue units, String text) {
    if (!List.of("pixels", "frame").contains(text)) {
      throw units.wrong(UNITS);
    }
    return text.equals("frame");
  }

  /** Returns the parser's words without its own description of the file. */
  private static String reason(JsonProcessingException e) {
    return e.getOriginalMessage()
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst(" \\(start marker at .*", "");
  }

  private static JsonNode parse(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new EugeException(
          "Cannot read the lines file %s line %d: it is not JSON (%s); correct it there"
              .formatted(
                  file, e.getLocation() == null ? 1 : e.getLocation().getLineNr(), reason(e)),
          e);
    } catch (IOException e) {
      throw new EugeException(
          "Cannot read the lines file %s: %s; give another file".formatted(file, IoReason.of(e)),
          e);
    }
  }

  /** Returns whether positions are parts of the frame, whose size must then be known. */
  public boolean hasPartsOfFrame() {
    return partsOfFrame;
  }

  /**
   * Returns what is counted in a video.
   *
   * @param camera its camera; empty if it is unknown
   * @param video its file name, which patterns may give with or without its extension
   * @param width of its frames in pixels
   * @param height of its frames in pixels
   */
  public CountingLayout layout(String camera, String video, int width, int height) {
    double across = partsOfFrame ? width : 1;
    double down = partsOfFrame ? height : 1;
    LayoutBuilder layout = new LayoutBuilder();
    for (int index : features(camera, video)) {
      layout.add(features.get(index).scaled(across, down));
    }
    return layout.build();
  }

  /** Returns how many features the file has, for all cameras. */
  public int count() {
    return features.size();
  }

  /**
   * Returns which features of the file are of a video, from 0.
   *
   * @param camera its camera; empty if it is unknown
   * @param video its file name, which patterns may give with or without its extension
   */
  public List<Integer> features(String camera, String video) {
    String stem = video.replaceFirst("\\.[^.]*$", "");
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      Feature feature = features.get(i);
      if (feature.isOf(camera) || feature.isOf(video) || feature.isOf(stem)) {
        indices.add(i);
      }
    }
    return indices;
  }
}
