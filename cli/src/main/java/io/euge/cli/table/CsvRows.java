package io.euge.cli.table;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.common.record.Record;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.euge.EugeException;
import io.euge.detection.Detection;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads CSV as defined by RFC 4180, with one line per detection. Lines of a frame are consecutive;
 * frames without detections have none.
 */
final class CsvRows {
  private static final List<String> COLUMNS =
      List.of(
          "video",
          "frame",
          "seconds",
          "frameWidth",
          "frameHeight",
          "label",
          "classId",
          "confidence",
          "x",
          "y",
          "width",
          "height");

  private CsvRows() {}

  static void read(Path file, Consumer<DetectionRow> rows) throws IOException {
    CsvParser parser = new CsvParser(settings());
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      parser.beginParsing(text);
      Record line = parser.parseNextRecord();
      requireColumns(file, parser.getContext().headers());
      Frame frame = null;
      for (; line != null; line = parser.parseNextRecord()) {
        Frame next = Frame.of(line);
        if (frame == null || !frame.isSame(next)) {
          if (frame != null) {
            rows.accept(frame.row());
          }
          frame = next;
        }
        frame.detections().add(detection(line));
      }
      if (frame != null) {
        rows.accept(frame.row());
      }
    } catch (EugeException e) { // Thrown by the caller's consumer.
      throw e;
    } catch (TextParsingException | IllegalArgumentException e) {
      throw new EugeException(
          "%s line %d is not a detection of euge detect (%s): write the table again"
              .formatted(file, parser.getContext().currentLine(), reason(e)),
          e);
    }
  }

  private static void requireColumns(Path file, String[] header) {
    List<String> missing = new ArrayList<>(COLUMNS);
    missing.removeAll(header == null ? List.of() : Arrays.asList(header));
    if (!missing.isEmpty()) {
      throw new EugeException(
          "%s is not a table of euge detect (it has no column %s): write it again"
              .formatted(file, String.join(", ", missing)));
    }
  }

  /** Returns the settings of the CSV parser. */
  static CsvParserSettings settings() {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setQuoteEscape('"');
    settings.getFormat().setComment('\0');
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setNormalizeLineEndingsWithinQuotes(false);
    settings.setHeaderExtractionEnabled(true);
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setMaxCharsPerColumn(-1);
    settings.setEmptyValue("");
    return settings;
  }

  private record Frame(
      String video, long frame, double seconds, int width, int height, List<Detection> detections) {
    static Frame of(Record line) {
      return new Frame(
          text(line, "video"),
          Long.parseLong(text(line, "frame")),
          Double.parseDouble(text(line, "seconds")),
          Integer.parseInt(text(line, "frameWidth")),
          Integer.parseInt(text(line, "frameHeight")),
          new ArrayList<>());
    }

    boolean isSame(Frame other) {
      return frame == other.frame && video.equals(other.video);
    }

    DetectionRow row() {
      return new DetectionRow(video, frame, seconds, width, height, detections);
    }
  }

  private static Detection detection(Record line) {
    return new Detection(
        text(line, "label"),
        Integer.parseInt(text(line, "classId")),
        Float.parseFloat(text(line, "confidence")),
        Float.parseFloat(text(line, "x")),
        Float.parseFloat(text(line, "y")),
        Float.parseFloat(text(line, "width")),
        Float.parseFloat(text(line, "height")));
  }

  private static String text(Record line, String column) {
    String text = line.getString(column);
    if (text == null) {
      throw new IllegalArgumentException("it has no " + column);
    }
    return text;
  }

  private static String reason(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
