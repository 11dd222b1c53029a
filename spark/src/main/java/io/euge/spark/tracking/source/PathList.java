package io.euge.spark.tracking.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.OptionException;
import java.util.List;

/** Several paths in one option, which Spark writes as a list in JSON. */
final class PathList {
  private PathList() {}

  static List<String> of(String json) {
    try {
      return List.of(new ObjectMapper().readValue(json, String[].class));
    } catch (JsonProcessingException e) {
      throw new OptionException("paths is '%s': give paths to load() instead".formatted(json));
    }
  }
}
