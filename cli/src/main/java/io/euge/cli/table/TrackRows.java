package io.euge.cli.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.common.record.Record;
import com.univocity.parsers.csv.CsvParser;
import io.euge.EugeException;
import io.euge.file.IoReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** Reads tables that {@code euge track --output} has written, without starting Spark. */
public final class TrackRows {
  static final String COMMAND = "euge track";

  private static final ObjectReader OBJECT = JsonMapper.builder().build().reader();

  private TrackRows() {}

  /**
   * Returns the files of a table.
   *
   * @param table a directory, or one of its files
   * @throws EugeException if there is no such table
   */
  public static List<Path> files(Path table) {
    return TableFiles.of(table, COMMAND, "tracks");
  }

  /**
   * Passes all rows to {@code rows}, in no particular order.
   *
   * @param table a directory, or one of its files
   * @throws EugeException if it is not a table of tracks
   */
  public static void read(Path table, Consumer<TrackRow> rows) {
    for (Path file : files(table)) {
      try {
        switch (TableFiles.format(file, COMMAND)) {
          case PARQUET, DELTA -> parquet(file, rows);
          case JSON -> json(file, rows);
          case CSV -> csv(file, rows);
        }
      } catch (IOException e) {
        throw new EugeException(
            "Cannot read %s: %s; give another table".formatted(file, IoReason.of(e)), e);
      }
    }
  }

  private static void parquet(Path file, Consumer<TrackRow> rows) throws IOException {
    var hadoop = new org.apache.hadoop.fs.Path(file.toUri());
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), hadoop).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        Group group = row;
        UnaryOperator<String> values =
            name ->
                group.getType().containsField(name) && group.getFieldRepetitionCount(name) > 0
                    ? group.getValueToString(group.getType().getFieldIndex(name), 0)
                    : null;
        rows.accept(row(file, 0, values));
      }
    } catch (EugeException e) { // Thrown by the caller's consumer, or because a row lacks a value.
      throw e;
    } catch (RuntimeException e) { // Parquet's exceptions for corrupt files.
      throw wrong(file, 0, String.valueOf(e.getMessage()), e);
    }
  }

  private static void json(Path file, Consumer<TrackRow> rows) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine(), number++) {
        if (!line.isBlank()) {
          JsonNode object = object(file, number, line);
          rows.accept(
              row(
                  file,
                  number,
                  name -> object.hasNonNull(name) ? object.get(name).asText() : null));
        }
      }
    }
  }

  private static JsonNode object(Path file, int number, String line) {
    try {
      return OBJECT.readTree(line);
    } catch (JsonProcessingException e) {
      throw wrong(file, number, e.getOriginalMessage(), e);
    }
  }

  private static void csv(Path file, Consumer<TrackRow> rows) throws IOException {
    CsvParser parser = new CsvParser(CsvRows.settings());
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      parser.beginParsing(text);
      for (Record line = parser.parseNextRecord(); line != null; line = parser.parseNextRecord()) {
        Record record = line;
        rows.accept(
            row(
                file,
                parser.getContext().currentLine(),
                name -> record.getMetaData().containsColumn(name) ? record.getString(name) : null));
      }
    } catch (TextParsingException e) {
      throw wrong(file, parser.getContext().currentLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** Creates a row from values by column name. */
  private static TrackRow row(Path file, long number, UnaryOperator<String> values) {
    try {
      return new TrackRow(
          need(values, "video"),
          values.apply("camera"),
          Long.parseLong(need(values, "track")),
          Long.parseLong(need(values, "frame")),
          Double.parseDouble(need(values, "seconds")),
          need(values, "label"),
          Double.parseDouble(need(values, "confidence")),
          Double.parseDouble(need(values, "x")),
          Double.parseDouble(need(values, "y")),
          Double.parseDouble(need(values, "width")),
          Double.parseDouble(need(values, "height")),
          Integer.parseInt(need(values, "frameWidth")),
          Integer.parseInt(need(values, "frameHeight")),
          !"false".equalsIgnoreCase(values.apply("observed")));
    } catch (IllegalArgumentException e) {
      throw wrong(file, number, String.valueOf(e.getMessage()), e);
    }
  }

  private static String need(UnaryOperator<String> values, String column) {
    String value = values.apply(column);
    if (value == null) {
      throw new IllegalArgumentException("it has no " + column);
    }
    return value;
  }

  private static EugeException wrong(Path file, long number, String reason, Exception cause) {
    return new EugeException(
        "%s%s is not a table of euge track (%s): give another, or write it again"
            .formatted(
                file, number > 0 ? " line " + number : "", reason.lines().findFirst().orElse("")),
        cause);
  }
}
