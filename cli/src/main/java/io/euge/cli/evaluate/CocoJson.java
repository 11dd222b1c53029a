package io.euge.cli.evaluate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.euge.EugeException;
import io.euge.file.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Recognizes and reads COCO's JSON files. */
final class CocoJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private static final Set<String> MEMBERS = Set.of("images", "annotations", "categories");

  private CocoJson() {}

  /** The kinds of files. */
  enum Kind {
    /** Ground truth: images, annotations and categories. */
    DATASET,
    /** A list of detections. */
    RESULTS,
    /** Not a COCO file. */
    OTHER
  }

  /** Determines the kind of a file from its beginning; the file need not exist. */
  static Kind kind(Path file) {
    if (!file.toString().endsWith(".json") || !Files.isRegularFile(file)) {
      return Kind.OTHER;
    }
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_ARRAY) {
        return Kind.RESULTS;
      }
      while (first == JsonToken.START_OBJECT && parser.nextToken() == JsonToken.FIELD_NAME) {
        if (MEMBERS.contains(parser.currentName())) {
          return Kind.DATASET;
        }
        parser.nextToken();
        parser.skipChildren();
      }
      return Kind.OTHER;
    } catch (IOException e) {
      return Kind.OTHER; // The file's reader reports the error.
    }
  }

  /**
   * Reads a whole file.
   *
   * @throws EugeException if it does not have the expected format
   */
  static <T> T read(Path file, Class<T> type) {
    try {
      T read = JSON.readValue(file.toFile(), type);
      if (read == null) {
        throw wrong(file, "it is null");
      }
      return read;
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
      throw wrong(file, where + e.getOriginalMessage());
    } catch (IOException e) {
      throw new EugeException(
          "Cannot read " + file + ": " + IoReason.of(e) + "; give another file", e);
    }
  }

  /** Returns the error for an invalid COCO file. */
  static EugeException wrong(Path file, String what) {
    return new EugeException("Cannot read the COCO file %s: %s".formatted(file, what));
  }

  static void checkBox(List<Double> box, String what, Path file) {
    if (box == null || box.size() != 4) {
      throw wrong(file, what + " has no bbox of four numbers: left, top, width and height");
    }
    for (Double number : box) {
      if (number == null || !Double.isFinite(number)) {
        throw wrong(file, what + " has a bbox that is not finite");
      }
    }
    if (box.get(2) < 0 || box.get(3) < 0) {
      throw wrong(
          file,
          "%s has a bbox with a negative size, %s x %s".formatted(what, box.get(2), box.get(3)));
    }
  }
}
