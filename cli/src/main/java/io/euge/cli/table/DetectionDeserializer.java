package io.euge.cli.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import io.euge.detection.Detection;
import io.euge.detection.Keypoint;
import io.euge.detection.Mask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a detection with its optional keypoints and mask. */
final class DetectionDeserializer extends JsonDeserializer<Detection> {
  /** The fields of every detection. */
  private record Box(
      String label, int classId, float confidence, float x, float y, float width, float height) {}

  @Override
  public Detection deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    JsonNode found = parser.readValueAsTree();
    Box box = context.readTreeAsValue(found, Box.class);
    List<Keypoint> keypoints = new ArrayList<>();
    for (JsonNode point : found.path("keypoints")) {
      JsonNode confidence = point.path("confidence");
      keypoints.add(
          new Keypoint(
              number(point, "x", context),
              number(point, "y", context),
              confidence.isNumber() ? confidence.floatValue() : Float.NaN));
    }
    return new Detection(
        box.label(),
        box.classId(),
        box.confidence(),
        box.x(),
        box.y(),
        box.width(),
        box.height(),
        keypoints,
        found.hasNonNull("mask") ? mask(found.get("mask"), context) : null);
  }

  private static float number(JsonNode point, String name, DeserializationContext context)
      throws IOException {
    if (!point.path(name).isNumber()) {
      context.reportInputMismatch(Keypoint.class, "a keypoint has no %s", name);
    }
    return point.get(name).floatValue();
  }

  private static Mask mask(JsonNode mask, DeserializationContext context) throws IOException {
    try {
      return Mask.ofCounts(
          mask.path("size").path(1).asInt(),
          mask.path("size").path(0).asInt(),
          mask.path("counts").asText());
    } catch (IllegalArgumentException e) {
      return context.reportInputMismatch(
          Mask.class, "it has a mask that cannot be read: %s", e.getMessage());
    }
  }
}
