package io.euge.spark.tracking;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;

import io.euge.spark.provenance.ProvenanceColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Tracks the objects in tables of detections. Spark sorts the frames of each video, on disk where
 * they are many, and one task tracks them in order; videos are tracked in parallel. The tracks are
 * the same to the bit however the detections were split and distributed.
 */
public final class Tracks {
  private Tracks() {}

  /**
   * Tracks detections. A frame without detections needs its row: it is what time passes by.
   *
   * @param detections with the columns of {@link io.euge.spark.source.DetectionsSchema}, in any
   *     order, each frame once; {@code camera}, {@code time} and {@code pixelAspectRatio} may be
   *     missing
   * @return a row for each track and frame, with the columns of {@link TracksSchema}
   * @throws io.euge.EugeException if columns are missing
   */
  public static Dataset<Row> of(Dataset<Row> detections, TrackSettings settings) {
    return of(detections, settings, false, false);
  }

  /**
   * Tracks detections as {@link #of} does. The rows have the column {@code provenance}, see {@link
   * TrackProvenance}.
   */
  public static Dataset<Row> withProvenance(Dataset<Row> detections, TrackSettings settings) {
    return of(detections, settings, false, true);
  }

  /**
   * Tracks detections as {@link #of} does. A frame without tracks has a row too, whose track is 0,
   * so that no video is lost, nor its end.
   */
  public static Dataset<Row> withEmptyFrames(Dataset<Row> detections, TrackSettings settings) {
    return withEmptyFrames(detections, settings, false);
  }

  /**
   * Tracks detections as {@link #withEmptyFrames(Dataset, TrackSettings)} does.
   *
   * @param provenance whether the rows have that column
   */
  public static Dataset<Row> withEmptyFrames(
      Dataset<Row> detections, TrackSettings settings, boolean provenance) {
    return of(detections, settings, true, provenance);
  }

  private static Dataset<Row> of(
      Dataset<Row> detections, TrackSettings settings, boolean emptyFrames, boolean provenance) {
    StructType columns = TracksSchema.rows(settings.joinFiles());
    StructType tracked = withMicros(columns);
    List<Column> selected = new ArrayList<>(withTimes(columns));
    if (provenance) {
      tracked = tracked.add(ProvenanceColumn.NAME, TrackProvenance.WITH_MICROS, false);
      selected.add(TrackProvenance.of(settings));
    }
    MapPartitionsFunction<Row, Row> track =
        frames -> new TrackedRows(frames, settings, emptyFrames);
    return DetectionColumns.sorted(detections, settings.joinFiles(), provenance)
        .mapPartitions(track, Encoders.row(tracked))
        .select(selected.toArray(Column[]::new));
  }

  /**
   * Returns a row for each track, with its first and its last frame, its label by vote over its
   * detections, and its path: the bottom centers of its boxes, of which those are left out that are
   * less than a pixel from the last one kept.
   *
   * @param tracks rows of {@link #of}, in any order
   */
  public static Dataset<Row> summary(Dataset<Row> tracks) {
    boolean joined = Arrays.asList(tracks.columns()).contains(TracksSchema.SEQUENCE);
    StructType columns = TracksSchema.summary(joined);
    MapPartitionsFunction<Row, Row> summarize = rows -> new TrackSummaries(rows, joined);
    return tracks
        .select(
            col(joined ? TracksSchema.SEQUENCE : "video").as(TracksSchema.SEQUENCE),
            col("video"),
            col("camera"),
            col("track"),
            col("label"),
            col("confidence"),
            col("observed"),
            col("frame"),
            col("seconds"),
            unix_micros(col("time")).as("time"),
            col("x").plus(col("width").divide(2)).as("x"),
            col("y").plus(col("height")).as("y"))
        .repartition(col(TracksSchema.SEQUENCE), col("track"))
        .sortWithinPartitions(order(joined))
        .mapPartitions(summarize, Encoders.row(withMicros(columns)))
        .select(withTimes(columns).toArray(Column[]::new));
  }

  private static Column[] order(boolean joined) {
    List<Column> order = new ArrayList<>(List.of(col(TracksSchema.SEQUENCE), col("track")));
    if (joined) {
      order.add(col("time"));
      order.add(col("video"));
    }
    order.add(col("frame"));
    return order.toArray(Column[]::new);
  }

  /** Returns the columns with microseconds for times, whose Java class depends on a setting. */
  private static StructType withMicros(StructType columns) {
    return new StructType(
        Arrays.stream(columns.fields())
            .map(
                field ->
                    field.dataType().equals(DataTypes.TimestampType)
                        ? new StructField(
                            field.name(), DataTypes.LongType, field.nullable(), Metadata.empty())
                        : field)
            .toArray(StructField[]::new));
  }

  private static List<Column> withTimes(StructType columns) {
    return Arrays.stream(columns.fields())
        .map(
            field ->
                field.dataType().equals(DataTypes.TimestampType)
                    ? timestamp_micros(col(field.name())).as(field.name())
                    : col(field.name()))
        .toList();
  }
}
