package io.euge.cli.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * The data that the three kinds of tables have in common, as lazily computed Spark rows.
 *
 * @param rows {@code camera}, {@code video}, {@code frame}, {@code seconds}, {@code at} (seconds of
 *     Unix time, or null), {@code width}, {@code height}, {@code ratio}, {@code frames} and {@code
 *     weight}: a frame with its detections, the first frame of a track, or a count
 * @param labels one or more rows for each camera and class, with {@code classId} and {@code weight}
 * @param points {@code camera}, {@code u} and {@code v}, the bottom centers of boxes as fractions
 *     of the frame; null if the table has no boxes
 * @param moments {@code camera}, {@code video}, {@code frame}, {@code seconds}, {@code at} and
 *     {@code n}, the number of objects in a frame or an interval
 * @param boxes the rows of the table with boxes; null if it has none
 */
record ReportRows(
    Dataset<Row> rows,
    Dataset<Row> labels,
    Dataset<Row> points,
    Dataset<Row> moments,
    Dataset<Row> boxes) {
  /** A video with unknown camera counts as a separate camera. */
  private static final Column CAMERA = coalesce(col("camera"), col("video")).as("camera");

  private static final Column AT = expr("CAST(unix_micros(time) AS DOUBLE) / 1000000").as("at");

  /** The class index of boxes in tables of tracks, which have only labels. */
  static final int NO_NUMBER = -1;

  static ReportRows of(ReportTable table) {
    return switch (table.kind()) {
      case DETECTIONS ->
          ofDetections(
              table.flat()
                  ? nested(table.rows())
                  : table.has("pixelAspectRatio")
                      ? table.rows()
                      : table.rows().withColumn("pixelAspectRatio", lit(1.0)));
      case TRACKS -> ofTracks(table);
      case COUNTS -> ofCounts(table.rows());
    };
  }

  /** Groups the detections of each frame; in CSV each detection has its own line. */
  private static Dataset<Row> nested(Dataset<Row> lines) {
    Dataset<Row> whole = lines;
    if (!Arrays.asList(lines.columns()).contains("pixelAspectRatio")) {
      whole = lines.withColumn("pixelAspectRatio", lit(1.0));
    }
    return whole
        .groupBy("video", "frame")
        .agg(
            first("camera").as("camera"),
            first("seconds").as("seconds"),
            first("time").as("time"),
            first("frameWidth").as("width"),
            first("frameHeight").as("height"),
            first("pixelAspectRatio").as("pixelAspectRatio"),
            collect_list(struct("label", "classId", "confidence", "x", "y", "width", "height"))
                .as("detections"));
  }

  private static ReportRows ofDetections(Dataset<Row> frames) {
    Column found = size(col("detections")).cast(DataTypes.LongType);
    Dataset<Row> points =
        frames
            .select(
                CAMERA,
                col("width").as("fw"),
                col("height").as("fh"),
                expr(
                    "inline(arrays_zip(detections.x, detections.y, detections.width, detections.height))"))
            .selectExpr("camera", "(x + width / 2) / fw AS u", "(y + height) / fh AS v");
    return new ReportRows(
        frames.select(
            CAMERA,
            col("video"),
            col("frame"),
            col("seconds"),
            AT,
            col("width"),
            col("height"),
            col("pixelAspectRatio").as("ratio"),
            lit(1L).as("frames"),
            found.as("weight")),
        frames
            .select(CAMERA, expr("inline(arrays_zip(detections.label, detections.classId))"))
            .withColumn("weight", lit(1L)),
        points,
        frames.select(CAMERA, col("video"), col("frame"), col("seconds"), AT, found.as("n")),
        frames);
  }

  /** Ignores predicted boxes. The label of a track is that of most of its boxes. */
  private static ReportRows ofTracks(ReportTable table) {
    Dataset<Row> boxes =
        table
            .rows()
            .where(col("observed"))
            .withColumn(
                "key",
                table.has("sequence") ? coalesce(col("sequence"), col("video")) : col("video"))
            .withColumn("at", AT)
            .withColumn("camera", CAMERA);
    Column begin = struct("at", "seconds", "video", "frame", "frameWidth", "frameHeight");
    Dataset<Row> tracks =
        boxes
            .groupBy("camera", "key", "track", "label")
            .agg(
                count(lit(1)).as("boxes"),
                sum("confidence").as("confidence"),
                min(begin).as("begin"))
            .groupBy("camera", "key", "track")
            .agg(max(struct("boxes", "confidence", "label")).as("most"), min("begin").as("begin"))
            .selectExpr(
                "camera",
                "begin.video AS video",
                "begin.frame AS frame",
                "begin.seconds AS seconds",
                "begin.at AS at",
                "begin.frameWidth AS width",
                "begin.frameHeight AS height",
                "1D AS ratio",
                "0L AS frames",
                "1L AS weight",
                "most.label AS label",
                NO_NUMBER + " AS classId")
            .persist(StorageLevel.MEMORY_AND_DISK());
    return new ReportRows(
        tracks,
        tracks.select("camera", "label", "classId", "weight"),
        boxes.selectExpr(
            "camera", "(x + width / 2) / frameWidth AS u", "(y + height) / frameHeight AS v"),
        boxes
            .groupBy("camera", "video", "frame")
            .agg(first("seconds").as("seconds"), first("at").as("at"), count(lit(1)).as("n")),
        table.rows());
  }

  /**
   * Counts one kind of event: crossings if there are lines, otherwise entries, otherwise routes.
   */
  private static ReportRows ofCounts(Dataset<Row> table) {
    List<String> events =
        table.select("event").distinct().as(org.apache.spark.sql.Encoders.STRING()).collectAsList();
    String event =
        List.of("crossing", "entry", "route", "exit").stream()
            .filter(events::contains)
            .findFirst()
            .orElse("crossing");
    Dataset<Row> counted = table.where(col("event").equalTo(event));
    Dataset<Row> rows =
        counted.select(
            CAMERA,
            col("video"),
            lit(0L).as("frame"),
            col("begin").as("seconds"),
            AT,
            lit(0).as("width"),
            lit(0).as("height"),
            lit(1.0).as("ratio"),
            lit(0L).as("frames"),
            col("count").as("weight"));
    return new ReportRows(
        rows,
        counted.select(
            CAMERA,
            coalesce(col("label"), lit("all")).as("label"),
            lit(NO_NUMBER).as("classId"),
            col("count").as("weight")),
        null,
        rows.groupBy("camera", "video", "seconds", "at")
            .agg(sum("weight").as("n"))
            .withColumn("frame", lit(0L)),
        null);
  }

  /** Returns the labels of all boxes by class index; empty without boxes. */
  SortedMap<Integer, Set<String>> classes() {
    if (boxes == null) {
      return new TreeMap<>();
    }
    Dataset<Row> labeled =
        Arrays.asList(boxes.columns()).contains("detections")
            ? labels.select("label", "classId")
            : boxes.select(col("label"), lit(NO_NUMBER).as("classId"));
    return ReportFigures.classes(
        labeled.distinct().collectAsList().stream()
            .map(row -> new ReportFigures.Label(row.getString(0), row.getInt(1), 0))
            .toList());
  }

  /** Releases cached data. */
  void release() {
    rows.unpersist();
  }
}
