package io.euge.cli.count;

import io.euge.EugeException;
import io.euge.cli.console.Json;
import io.euge.counting.Occupancy;
import io.euge.counting.table.CountRow;
import io.euge.file.IoReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Writes the table of counts. */
final class CountTable {
  private static final double KILOMETRES_PER_HOUR = 3.6;
  private static final int DECIMALS = 3;

  private CountTable() {}

  /** Returns whether the first line of a file is that of a table of counts. */
  static boolean is(Path file) {
    String line = firstLine(file);
    return line.isEmpty()
        || line.startsWith("video,camera,time,begin,")
        || (line.startsWith("{\"video\":") && line.contains("\"observed\":"));
  }

  /** Returns the first line of a file; empty if the file is empty. */
  static String firstLine(Path file) {
    try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      String line = text.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new EugeException(
          "Cannot read %s: %s; give another --output".formatted(file, IoReason.of(e)), e);
    }
  }

  /**
   * Writes the rows.
   *
   * @param provenance null for none
   */
  static void write(
      List<CountRow> rows, CountProvenance provenance, CountFormat format, OutputStream out)
      throws IOException {
    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    if (format == CountFormat.CSV) {
      text.write(
          "video,camera,time,begin,end,observed,event,name,direction,label,count,speed_kmh,dwell,occupancy,most");
      if (provenance != null) {
        text.write("," + String.join(",", CountProvenance.columns()));
      }
      text.write('\n');
    }
    for (CountRow row : rows) {
      Map<String, Object> fields = fields(row);
      if (provenance != null) {
        provenance.addTo(fields, row.video(), format);
      }
      text.write(format == CountFormat.JSON ? Json.line(fields) : csv(fields));
      text.write('\n');
    }
    text.flush();
  }

  private static Map<String, Object> fields(CountRow row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("video", row.video());
    fields.put("camera", row.camera().isEmpty() ? null : row.camera());
    fields.put(
        "time",
        row.interval().time().map(DateTimeFormatter.ISO_OFFSET_DATE_TIME::format).orElse(null));
    fields.put("begin", number(row.interval().begin()));
    fields.put("end", number(row.interval().end()));
    fields.put("observed", number(row.observed()));
    fields.put("event", row.key().event().toString());
    fields.put("name", row.key().name());
    fields.put("direction", row.key().direction().isEmpty() ? null : row.key().direction());
    fields.put("label", row.key().label().isEmpty() ? null : row.key().label());
    fields.put("count", row.count());
    fields.put(
        "speed_kmh",
        row.speed().isPresent() ? number(row.speed().getAsDouble() * KILOMETRES_PER_HOUR) : null);
    fields.put("dwell", number(row.dwell()));
    fields.put(
        "occupancy", row.occupancy().map(Occupancy::mean).map(CountTable::number).orElse(null));
    fields.put("most", row.occupancy().map(Occupancy::most).orElse(null));
    return fields;
  }

  private static BigDecimal number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : null;
  }

  /** Returns a number with at most three decimals and without trailing zeros. */
  static BigDecimal number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    BigDecimal stripped = rounded.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static String csv(Map<String, Object> fields) {
    return fields.values().stream().map(CountTable::cell).collect(Collectors.joining(","));
  }

  static String cell(Object value) {
    String text =
        value == null
            ? ""
            : value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
