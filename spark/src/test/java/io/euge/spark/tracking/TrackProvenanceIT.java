package io.euge.spark.tracking;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.euge.EugeVersion;
import io.euge.spark.LocalSpark;
import io.euge.spark.provenance.Provenance;
import io.euge.spark.source.DetectionMetadata;
import io.euge.tracking.TrackerType;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.Metadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackProvenanceIT {
  private static final String TIMES = "spark.sql.datetime.java8API.enabled";
  private static final Instant MODIFIED = Instant.parse("2026-01-31T07:00:00.123456Z");
  private static final TrackSettings SORT =
      new TrackSettings(
          TrackerType.SORT, TrackerType.SORT.options().withMinHits(1).withMaxAge(5), true);

  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.builder(2).config("spark.sql.shuffle.partitions", 2).getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void aRowHasTheProvenanceOfItsDetectionsAndTheTracker() {
    Dataset<Row> tracks = Tracks.withProvenance(recorded(), SORT);

    assertThat(tracks.schema()).isEqualTo(TracksSchema.withProvenance(true));
    assertThat(tracks.drop("provenance").collectAsList())
        .isEqualTo(Tracks.of(recorded(), SORT).collectAsList());
    assertThat(values(tracks))
        .containsEntry("model", "m.onnx")
        .containsEntry("modelSha256", "ab")
        .containsEntry("version", "0.0.9")
        .containsEntry("options", "{\"fps\":\"5\"}")
        .containsEntry("videoBytes", 1234L)
        .containsEntry("videoModified", Timestamp.from(MODIFIED))
        .containsEntry("videoSha256", null)
        .containsEntry("tracker", "sort")
        .containsEntry(
            "trackerOptions", "{\"join-files\":\"true\",\"max-age\":\"5\",\"min-hits\":\"1\"}")
        .containsEntry("trackerVersion", EugeVersion.current());
  }

  @Test
  void timesMayBeOfEitherClass() {
    spark.conf().set(TIMES, true);
    try {
      assertThat(values(Tracks.withProvenance(recorded(), TrackSettings.DEFAULT)))
          .containsEntry("videoModified", MODIFIED);
    } finally {
      spark.conf().unset(TIMES);
    }
  }

  @Test
  void detectionsOfUnknownProvenanceLeaveOnlyTheTracker() {
    for (Dataset<Row> detections :
        List.of(
            table(),
            table().withColumn("provenance", lit(null)),
            table()
                .withColumn("provenance", expr("named_struct('model', CAST(NULL AS STRING))")))) {
      Map<String, Object> values =
          values(Tracks.withProvenance(detections, TrackSettings.of(TrackerType.OCSORT)));
      assertThat(values)
          .containsEntry("model", null)
          .containsEntry("videoBytes", null)
          .containsEntry("tracker", "ocsort")
          .containsEntry("trackerOptions", "{}");
    }
  }

  @Test
  void aParquetTableSaysInItsMetadataWhatItsTracksFollowFrom(@TempDir Path folder) {
    DetectionMetadata selection =
        new DetectionMetadata(0.1, 0.65, "vehicles", List.of(), Map.of("fps", "5"));
    Provenance provenance =
        new Provenance("m.onnx", "ab", "0.0.9", new TreeMap<>(Map.of("fps", "5")));
    Dataset<Row> detections = selection.record(table(), provenance);
    Dataset<Row> tracks =
        TrackProvenance.record(Tracks.of(detections, SORT), detections.schema(), SORT);
    String written = folder.resolve("tracks").toString();
    tracks.write().parquet(written);

    Metadata metadata =
        spark.read().parquet(written).schema().apply("track").metadata().getMetadata("euge");
    assertThat(metadata.getString("tracker")).isEqualTo("sort");
    assertThat(metadata.getMetadata("trackerOptions").getString("max-age")).isEqualTo("5");
    Metadata ofDetections = metadata.getMetadata("detections");
    assertThat(ofDetections.getDouble("confidence")).isEqualTo(0.1);
    assertThat(ofDetections.getMetadata("provenance").getString("modelSha256")).isEqualTo("ab");

    assertThat(
            TrackProvenance.record(Tracks.of(table(), SORT), table().schema(), SORT)
                .schema()
                .apply("track")
                .metadata()
                .getMetadata("euge")
                .contains("detections"))
        .isFalse();
  }

  private static Map<String, Object> values(Dataset<Row> tracks) {
    List<Row> all = tracks.select("provenance.*").distinct().collectAsList();
    assertThat(all).hasSize(1);
    Map<String, Object> values = new TreeMap<>();
    for (String name : all.get(0).schema().fieldNames()) {
      values.put(name, all.get(0).getAs(name));
    }
    return values;
  }

  private static Dataset<Row> recorded() {
    return table()
        .withColumn(
            "provenance",
            expr(
                """
                named_struct('model', 'm.onnx', 'modelSha256', 'ab', 'version', '0.0.9',
                  'options', '{"fps":"5"}', 'videoBytes', 1234L,
                  'videoModified', timestamp_micros(%dL))
                """
                    .formatted(MODIFIED.getEpochSecond() * 1_000_000 + 123_456)));
  }

  /** A vehicle that does not move. */
  private static Dataset<Row> table() {
    return spark
        .range(20)
        .select(
            lit("v.mp4").as("video"),
            col("id").as("frame"),
            col("id").divide(5).as("seconds"),
            expr("timestamp_seconds(1000 + id / 5)").as("time"),
            lit(640).as("width"),
            lit(360).as("height"),
            array(
                    expr(
                        "named_struct('label', 'car', 'confidence', 0.9F, 'x', 10F, 'y', 20F, 'width', 60F, 'height', 40F)"))
                .as("detections"));
  }
}
