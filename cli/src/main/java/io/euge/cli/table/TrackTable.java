package io.euge.cli.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.univocity.parsers.common.record.Record;
import com.univocity.parsers.csv.CsvParser;
import io.euge.EugeException;
import io.euge.file.IoReason;
import io.euge.tracking.mot.MotBox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** Reads what {@code euge track} wrote as a table, without starting Spark. */
public final class TrackTable {
  private static final Set<String> COLUMNS =
      Set.of("video", "track", "frame", "confidence", "x", "y", "width", "height");

  private final Path table;
  private final Map<String, List<MotBox>> videos = new TreeMap<>();

  private TrackTable(Path table) {
    this.table = table;
  }

  /** Returns whether a place is a table of tracks on this machine, by its columns. */
  public static boolean isTable(Path place) {
    if (!Files.exists(place)
        || (!Files.isDirectory(place) && TableFormat.ofName(place.toString()).isEmpty())) {
      return false;
    }
    try {
      for (Path file : new DetectionTable(place).files()) {
        if (TableFormat.ofName(file.toString()).isEmpty()) {
          return false;
        }
        if (Files.size(file) > 0) {
          FileSystem files = FileSystem.getLocal(new Configuration());
          return new TableColumns(files, new org.apache.hadoop.fs.Path(file.toUri()))
              .containAll(DetectionTable.format(file), COLUMNS);
        }
      }
      return false;
    } catch (EugeException e) {
      return false; // The reader of other tables says what is wrong.
    } catch (IOException e) {
      throw unreadable(place, IoReason.of(e), e);
    }
  }

  /**
   * Reads the boxes of each video, whose address is the key, in order of frames, which count from 1
   * as in MOT text. Predicted boxes are boxes too.
   *
   * @throws EugeException if the table is malformed
   */
  public static Map<String, List<MotBox>> read(Path table) {
    TrackTable read = new TrackTable(table);
    for (Path file : new DetectionTable(table).files()) {
      try {
        switch (DetectionTable.format(file)) {
          case PARQUET -> read.parquet(file);
          case JSON -> read.json(file);
          case CSV -> read.csv(file);
        }
      } catch (IOException e) {
        throw unreadable(file, IoReason.of(e), e);
      } catch (RuntimeException e) { // What the parsers throw for broken files.
        throw e instanceof EugeException ? e : unreadable(file, e.getMessage(), e);
      }
    }
    Comparator<MotBox> order = Comparator.comparingInt(MotBox::frame).thenComparing(MotBox::id);
    read.videos.values().forEach(boxes -> boxes.sort(order));
    return read.videos;
  }

  private static EugeException unreadable(Path file, String reason, Exception cause) {
    return new EugeException(
        "Cannot read the table of tracks %s: %s; write it again with euge track"
            .formatted(file, String.valueOf(reason).lines().findFirst().orElse("")),
        cause);
  }

  private void parquet(Path file) throws IOException {
    var hadoop = new org.apache.hadoop.fs.Path(file.toUri());
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), hadoop).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        Group one = row;
        add(column -> one.getValueToString(one.getType().getFieldIndex(column), 0));
      }
    }
  }

  private void json(Path file) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          JsonNode row = mapper.readTree(line);
          add(column -> row.path(column).asText());
        }
      }
    } catch (JsonProcessingException e) {
      throw unreadable(file, e.getOriginalMessage(), e);
    }
  }

  private void csv(Path file) throws IOException {
    CsvParser parser = new CsvParser(CsvRows.settings());
    try (Reader text = Files.newBufferedReader(file)) {
      parser.beginParsing(text);
      for (Record line = parser.parseNextRecord(); line != null; line = parser.parseNextRecord()) {
        add(line::getString);
      }
    }
  }

  private void add(Function<String, String> row) {
    String video = row.apply("video");
    if (video == null || video.isEmpty()) {
      throw new EugeException(
          "Cannot read the table of tracks %s: a row has no video; write it again with euge track"
              .formatted(table));
    }
    videos
        .computeIfAbsent(video, any -> new ArrayList<>())
        .add(
            new MotBox(
                Math.toIntExact(Long.parseLong(row.apply("frame")) + 1),
                Integer.parseInt(row.apply("track")),
                Double.parseDouble(row.apply("x")),
                Double.parseDouble(row.apply("y")),
                Double.parseDouble(row.apply("width")),
                Double.parseDouble(row.apply("height")),
                Double.parseDouble(row.apply("confidence"))));
  }
}
