package io.euge.cli.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.EugeException;
import io.euge.detection.Detection;
import io.euge.file.AtomicFile;
import io.euge.file.IoReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Detections in COCO's results format: an array whose elements have the IDs of their image and
 * category.
 */
final class CocoResults {
  private CocoResults() {}

  private record Result(
      @JsonProperty("image_id") Long image,
      @JsonProperty("category_id") Long category,
      List<Double> bbox,
      Double score) {}

  /** Returns a unique name for an image that is identified by its ID instead of video and frame. */
  static String name(long image) {
    return Long.toString(image);
  }

  /**
   * Reads the detections in the images of a dataset. The result has all images of the dataset,
   * because the file does not list images without detections.
   *
   * @throws EugeException if the file has another format, or refers to images or categories that
   *     the dataset does not have
   */
  static FramesByVideo<List<Detection>> read(Path file, CocoDataset dataset) {
    Map<Long, List<Detection>> found = new HashMap<>();
    dataset.images().keySet().forEach(image -> found.put(image, new ArrayList<>()));
    Result[] results = CocoJson.read(file, Result[].class);
    for (int i = 0; i < results.length; i++) {
      String what = "result " + (i + 1);
      if (results[i] == null) {
        throw CocoJson.wrong(file, what + " is null");
      }
      long image = dataset.imageOf(results[i].image(), what, file).id();
      found.get(image).add(detection(results[i], what, file, dataset));
    }
    FramesByVideo<List<Detection>> frames = new FramesByVideo<>(file.toString());
    dataset
        .images()
        .forEach(
            (id, image) -> frames.add(name(id), image.width(), image.height(), 0, found.get(id)));
    return frames;
  }

  private static Detection detection(Result result, String what, Path file, CocoDataset dataset) {
    String label = dataset.labelOf(result.category(), what, file);
    CocoJson.checkBox(result.bbox(), what, file);
    Double score = result.score();
    if (score == null || !(score >= 0 && score <= 1)) {
      throw CocoJson.wrong(file, what + " has the score " + score + ", not one from 0 to 1");
    }
    return new Detection(
        label,
        result.category().intValue(),
        score.floatValue(),
        result.bbox().get(0).floatValue(),
        result.bbox().get(1).floatValue(),
        result.bbox().get(2).floatValue(),
        result.bbox().get(3).floatValue());
  }

  /**
   * Writes the detections that were compared, with the IDs of a dataset.
   *
   * @return the number of detections that are omitted because the dataset lacks their label
   * @throws EugeException if the file cannot be written
   */
  static long write(Path file, Comparison comparison, CocoDataset dataset) {
    Map<String, Long> categories = new HashMap<>();
    dataset.categories().forEach((id, label) -> categories.putIfAbsent(label, id));
    Path target = file.toAbsolutePath();
    long[] left = {0};
    try {
      AtomicFile.write(
          target.getParent(),
          hash -> target.getFileName().toString(),
          out -> {
            try (JsonGenerator json = new ObjectMapper().createGenerator(out)) {
              json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
              json.writeStartArray();
              for (int i = 0; i < comparison.images().size(); i++) {
                for (Detection one : comparison.images().get(i).detections()) {
                  Long category = categories.get(one.label());
                  if (category == null) {
                    left[0]++;
                  } else {
                    write(json, comparison.ids().get(i), category, one);
                  }
                }
              }
              json.writeEndArray();
            }
          });
    } catch (IOException e) {
      throw new EugeException(
          "Cannot write --coco %s: %s; give another file".formatted(file, IoReason.of(e)), e);
    }
    return left[0];
  }

  private static void write(JsonGenerator json, long image, long category, Detection one)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("image_id", image);
    json.writeNumberField("category_id", category);
    json.writeArrayFieldStart("bbox");
    json.writeNumber(one.x());
    json.writeNumber(one.y());
    json.writeNumber(one.width());
    json.writeNumber(one.height());
    json.writeEndArray();
    json.writeNumberField("score", one.confidence());
    json.writeEndObject();
  }
}
