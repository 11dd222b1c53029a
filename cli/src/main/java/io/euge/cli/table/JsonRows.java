package io.euge.cli.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.euge.EugeException;
import io.euge.detection.Detection;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads JSON, one line per frame. */
final class JsonRows {
  private static final ObjectReader FRAME =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .addModule(
              new SimpleModule().addDeserializer(Detection.class, new DetectionDeserializer()))
          .build()
          .readerFor(DetectionRow.class);

  private JsonRows() {}

  static void read(Path file, Consumer<DetectionRow> rows) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine(), number++) {
        if (!line.isBlank()) {
          rows.accept(row(file, number, line));
        }
      }
    }
  }

  private static DetectionRow row(Path file, int number, String line) {
    try {
      return FRAME.readValue(line);
    } catch (JsonProcessingException e) {
      throw new EugeException(
          "%s line %d is not a frame of euge detect (%s): write the table again"
              .formatted(file, number, e.getOriginalMessage()),
          e);
    }
  }
}
