package io.euge.bench.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/** Formats JSON with indentation, for readability. A number that is NaN or infinite is null. */
public final class IndentedJson {
  private IndentedJson() {}

  /** Returns the entries of a map or the components of a record as JSON. */
  public static String of(Object value) throws JsonProcessingException {
    SimpleModule numbers =
        new SimpleModule()
            .addSerializer(Double.class, new NumberOrNull())
            .addSerializer(double.class, new NumberOrNull());
    return new ObjectMapper()
        .registerModule(numbers)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValueAsString(value);
  }

  /** JSON has no NaN, and a text in its place is no number for its readers. */
  private static final class NumberOrNull extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        out.writeNumber(value);
      } else {
        out.writeNull();
      }
    }
  }
}
