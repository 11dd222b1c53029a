package io.euge.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** Formats JSON with indentation, for readability. */
public final class IndentedJson {
  private IndentedJson() {}

  /** Returns the entries of a map or the components of a record as JSON. */
  public static String of(Object value) throws JsonProcessingException {
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
  }
}
