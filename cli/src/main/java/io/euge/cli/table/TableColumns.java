package io.euge.cli.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;

/**
 * The columns of one file of a table. Only the part of the file that has the column names is read.
 */
public record TableColumns(FileSystem files, Path file) {
  private static final int HEADER_BYTES = 1 << 16;
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Returns whether the file is empty or has all given columns.
   *
   * @throws IOException if it cannot be read; for a file of another format, returns false
   */
  public boolean containAll(TableFormat format, Set<String> columns) throws IOException {
    if (files.getFileStatus(file).getLen() == 0) {
      return true;
    }
    return switch (format) {
      case PARQUET, DELTA -> ofParquet(columns);
      case JSON -> ofJson(columns);
      case CSV -> ofCsv(columns);
    };
  }

  private boolean ofCsv(Set<String> columns) throws IOException {
    try (InputStream in = files.open(file)) {
      String head = new String(in.readNBytes(HEADER_BYTES), StandardCharsets.UTF_8);
      String header = head.lines().findFirst().orElse("");
      return new HashSet<>(List.of(header.split(","))).containsAll(columns);
    }
  }

  private boolean ofJson(Set<String> columns) throws IOException {
    Set<String> missing = new HashSet<>(columns);
    try (InputStream in = files.open(file);
        JsonParser row = JSON.createParser(in)) {
      if (row.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (!missing.isEmpty() && row.nextToken() == JsonToken.FIELD_NAME) {
        missing.remove(row.currentName());
        row.nextToken();
        row.skipChildren();
      }
      return missing.isEmpty();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private boolean ofParquet(Set<String> columns) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, files.getConf()))) {
      MessageType schema = reader.getFileMetaData().getSchema();
      return columns.stream().allMatch(schema::containsField);
    } catch (RuntimeException e) { // Parquet's exceptions for other files.
      return false;
    }
  }
}
