package io.euge.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** JSON of several lines, for files that people open too. */
public final class IndentedJson {
  private IndentedJson() {}

  /** Returns a map's entries or a record's components as JSON. */
  public static String of(Object value) throws JsonProcessingException {
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
  }
}
