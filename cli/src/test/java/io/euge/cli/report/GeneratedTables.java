package io.euge.cli.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Tables with a known content, of any size: videos of ten minutes at 25 frames per second, one
 * after the other, of 20 cameras in turn. By hand: {@code GeneratedTables FOLDER ROWS}.
 */
final class GeneratedTables {
  private static final int FRAMES = 15_000;
  private static final int CAMERAS = 20;

  private static final String[] FRAME = {
    "concat('file:///recordings/', video, '.mp4') AS video",
    "concat('camera ', lpad(string(video % " + CAMERAS + "), 2, '0')) AS camera",
    "frame",
    "frame / 25D AS seconds",
    "timestamp_micros(1769842800000000 + (video div "
        + CAMERAS
        + ") * 600000000 + frame * 40000) AS time"
  };

  private GeneratedTables() {}

  public static void main(String[] args) throws IOException {
    long rows = Long.parseLong(args[1]);
    try (SparkSession spark =
        SparkSession.builder().master("local[*]").config("spark.ui.enabled", false).getOrCreate()) {
      detections(spark, rows, Path.of(args[0], "found"));
      tracks(spark, rows, Path.of(args[0], "tracks"));
    }
  }

  /** Writes a table of detections: frame i of a video has i modulo 7 detections. */
  static void detections(SparkSession spark, long rows, Path folder) {
    spark
        .range(rows)
        .selectExpr("id div %d AS video".formatted(FRAMES), "id %% %d AS frame".formatted(FRAMES))
        .selectExpr(
            columns(
                "1280 AS width",
                "720 AS height",
                "1D AS pixelAspectRatio",
                """
                transform(slice(sequence(0, 6), 1, int(frame % 7)), i -> named_struct(
                  'label', element_at(array('car', 'truck', 'bus'), int(i % 3 + 1)),
                  'classId', int(i % 3), 'confidence', float(0.5),
                  'x', float((frame * (i + 3)) % 1200), 'y', float(100 + 80 * i),
                  'width', float(60), 'height', float(40))) AS detections
                """))
        .write()
        .mode(SaveMode.ErrorIfExists)
        .parquet(folder.toString());
  }

  /** Writes a table of tracks: each has 100 boxes, in frames one after the other. */
  static void tracks(SparkSession spark, long rows, Path folder) {
    spark
        .range(rows)
        .selectExpr(
            "id div %d AS video".formatted(FRAMES), "id %% %d AS frame".formatted(FRAMES), "id")
        .selectExpr(
            columns(
                "int(frame div 100 + 1) AS track",
                "element_at(array('car', 'truck', 'bus'), int(id div 100 % 3 + 1)) AS label",
                "float(0.5) AS confidence",
                "double(12 * (frame % 100)) AS x",
                "double(300) AS y",
                "60D AS width",
                "40D AS height",
                "1280 AS frameWidth",
                "720 AS frameHeight",
                "true AS observed"))
        .write()
        .mode(SaveMode.ErrorIfExists)
        .parquet(folder.toString());
  }

  private static String[] columns(String... further) {
    return Stream.of(FRAME, further).flatMap(Arrays::stream).toArray(String[]::new);
  }

  /** Returns a number as the page has it. */
  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
