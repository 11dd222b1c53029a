package io.euge.spark.counting;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.euge.EugeException;
import io.euge.counting.layout.LinesFile;
import io.euge.spark.provenance.ProvenanceColumn;
import io.euge.spark.tracking.TracksSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Counts the events of the tracks of a table. Spark sorts the rows by video and track, on disk
 * where they are many; a task holds one track. Videos are counted in parallel.
 */
public final class TrackTable {
  private static final double MICROS = 1e6;

  /** As tables of detections and of tracks have it. */
  private static final Map<String, String> JSON =
      Map.of("ignoreNullFields", "false", "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX");

  private TrackTable() {}

  /**
   * Returns what each track did, the tracks of a video one after another.
   *
   * @param tracks with the columns of {@link TracksSchema}, in any order. Files that were joined
   *     are one video, and only observed boxes are looked at
   * @throws EugeException if columns are missing
   */
  public static Dataset<CountedTrack> events(Dataset<Row> tracks, LinesFile lines) {
    return events(tracks, lines, false);
  }

  /**
   * Returns the same.
   *
   * @param provenance whether they have that of their video; of files that were joined, of the
   *     first
   */
  public static Dataset<CountedTrack> events(
      Dataset<Row> tracks, LinesFile lines, boolean provenance) {
    List<String> columns = Arrays.asList(tracks.columns());
    boolean joined = columns.contains(TracksSchema.SEQUENCE);
    check(columns);
    MapPartitionsFunction<Row, CountedTrack> count = rows -> new TrackEventRows(rows, lines);
    return sorted(tracks, joined, provenance)
        .mapPartitions(count, Encoders.javaSerialization(CountedTrack.class));
  }

  private static void check(List<String> columns) {
    List<String> missing = new ArrayList<>(List.of(TracksSchema.rows(false).fieldNames()));
    missing.removeAll(columns);
    if (!missing.isEmpty()) {
      throw new EugeException(
          "Cannot count a table without %s; give a table of tracks, as euge track writes it"
              .formatted(String.join(", ", missing)));
    }
  }

  /** Returns the columns of {@link TrackEventRows}, each video in one partition. */
  private static Dataset<Row> sorted(Dataset<Row> tracks, boolean joined, boolean provenance) {
    Column sequence = joined ? col(TracksSchema.SEQUENCE) : col("video");
    Column start = unix_micros(col("time")).minus(floor(col("seconds").multiply(MICROS).plus(0.5)));
    WindowSpec video = Window.partitionBy("sequence");
    Column first = min(when(col("video").equalTo(col("sequence")), col("start"))).over(video);
    Column later = col("start").minus(col("sequenceStart")).divide(MICROS).plus(col("seconds"));
    // As many partitions as were asked for: Spark would merge small ones, and count in one task.
    int partitions =
        Integer.parseInt(tracks.sparkSession().conf().get("spark.sql.shuffle.partitions"));
    Dataset<Row> rows =
        tracks
            .select(
                sequence.as("sequence"),
                col("video"),
                col("camera"),
                start.as("start"),
                col("seconds"),
                col("track").cast("long").as("track"),
                col("label"),
                col("confidence").cast("double").as("confidence"),
                col("observed"),
                col("x").cast("double").as("x"),
                col("y").cast("double").as("y"),
                col("width").cast("double").as("width"),
                col("height").cast("double").as("height"),
                col("frameWidth"),
                col("frameHeight"),
                provenance
                    ? provenance(tracks)
                    : lit(null).cast("string").as(ProvenanceColumn.NAME))
            .repartition(partitions, col("sequence"))
            .withColumn("sequenceStart", coalesce(first, min(col("start")).over(video)))
            .withColumn(
                "at",
                when(col("video").notEqual(col("sequence")).and(col("start").isNotNull()), later)
                    .otherwise(col("seconds")))
            .withColumn("length", max(col("at")).over(video))
            .withColumn("across", max(col("frameWidth")).over(video))
            .withColumn("down", max(col("frameHeight")).over(video))
            .withColumn("place", max(col("camera")).over(video))
            .select(
                col("sequence"),
                col("place"),
                col("sequenceStart"),
                col("length"),
                col("across"),
                col("down"),
                col("track"),
                col("at"),
                col("label"),
                col("confidence"),
                col("observed"),
                scaled("x", "across", "frameWidth"),
                scaled("y", "down", "frameHeight"),
                scaled("width", "across", "frameWidth"),
                scaled("height", "down", "frameHeight"),
                // The last, and of the first video.
                max(when(col("video").equalTo(col("sequence")), col(ProvenanceColumn.NAME)))
                    .over(video)
                    .as(ProvenanceColumn.NAME));
    return (provenance ? rows : rows.drop(ProvenanceColumn.NAME))
        .sortWithinPartitions("sequence", "track", "at");
  }

  private static Column provenance(Dataset<Row> tracks) {
    return (Arrays.asList(tracks.columns()).contains(ProvenanceColumn.NAME)
            ? to_json(col(ProvenanceColumn.NAME), JSON)
            : lit(null).cast("string"))
        .as(ProvenanceColumn.NAME);
  }

  /** Returns a length in pixels of the largest frame, should the size change in a video. */
  private static Column scaled(String length, String largest, String own) {
    return when(col(own).equalTo(col(largest)), col(length))
        .otherwise(col(length).multiply(col(largest)).divide(col(own)));
  }
}
