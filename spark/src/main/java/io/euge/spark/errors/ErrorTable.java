package io.euge.spark.errors;

import io.euge.EugeException;
import io.euge.video.Segment;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * Writes errors as a Parquet table. The driver writes it without a Spark job, so that it can be
 * written while Spark stops.
 */
final class ErrorTable {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message errors {
            required binary video (STRING);
            optional binary camera (STRING);
            optional group segment {
              required int64 firstFrame;
              optional int64 endFrame;
              required double start;
              optional double end;
            }
            required binary stage (STRING);
            optional double seconds;
            optional int64 time (TIMESTAMP(MICROS,true));
            required binary code (STRING);
            required binary message (STRING);
          }
          """);

  private ErrorTable() {}

  /**
   * Writes the table, and replaces an earlier one.
   *
   * @throws EugeException if the directory holds anything else
   */
  static void write(List<VideoError> rows, Path directory, Configuration hadoop)
      throws IOException {
    FileSystem files = directory.getFileSystem(hadoop);
    checkReplaceable(files, directory);
    Path part = new Path(directory, "part-00000.parquet");
    Path unfinished = new Path(directory, "_" + part.getName());
    files.delete(unfinished, false);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(HadoopOutputFile.fromPath(unfinished, hadoop))
            .withType(SCHEMA)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build()) {
      for (VideoError row : rows) {
        writer.write(group(row));
      }
    }
    files.delete(part, false);
    if (!files.rename(unfinished, part)) {
      throw new IOException("cannot move " + unfinished + " to " + part);
    }
  }

  /**
   * Checks that a table may be written to a directory.
   *
   * @throws EugeException if it holds anything but an error table
   */
  static void checkReplaceable(FileSystem files, Path directory) throws IOException {
    if (!files.exists(directory)) {
      return;
    }
    for (FileStatus entry : files.listStatus(directory)) {
      String name = entry.getPath().getName();
      if (!entry.isFile() || !(name.endsWith("part-00000.parquet") || name.endsWith(".crc"))) {
        throw new EugeException(
            "errors is '%s', which holds %s and is not a table of errors: give another directory"
                .formatted(directory, entry.getPath().getName()));
      }
    }
  }

  private static Group group(VideoError row) {
    Group group = new SimpleGroup(SCHEMA);
    group.add("video", row.video());
    if (row.camera() != null) {
      group.add("camera", row.camera());
    }
    Segment segment = row.segment();
    if (segment != null) {
      Group part = group.addGroup("segment");
      part.add("firstFrame", segment.firstFrame());
      part.add("start", segment.start());
      if (segment.to() != null) {
        part.add("endFrame", segment.endFrame());
        part.add("end", segment.end());
      }
    }
    group.add("stage", row.stage().name());
    if (!Double.isNaN(row.seconds())) {
      group.add("seconds", row.seconds());
    }
    if (row.time() != null) {
      group.add("time", ChronoUnit.MICROS.between(Instant.EPOCH, row.time()));
    }
    group.add("code", row.code().name());
    group.add("message", row.message());
    return group;
  }
}
