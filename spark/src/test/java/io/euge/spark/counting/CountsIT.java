package io.euge.spark.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.spark.LocalSpark;
import io.euge.spark.source.DetectionsSchema;
import io.euge.spark.tracking.TrackSettings;
import io.euge.spark.tracking.Tracks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountsIT {
  private static final Instant START = Instant.parse("2026-01-31T23:59:50Z");

  /** A vertical line in the middle of the picture; vehicles drive to the right. */
  private static final String LINES =
      """
      {"type": "FeatureCollection", "units": "frame", "features": [
        {"type": "Feature",
         "geometry": {"type": "LineString", "coordinates": [[0.5, 1], [0.5, 0]]},
         "properties": {"kind": "line", "camera": "north", "name": "bridge",
                        "toRight": "east", "toLeft": "west"}}]}
      """;

  private static SparkSession spark;
  @TempDir static Path folder;
  private static String lines;
  private static String found;

  @BeforeAll
  static void start() throws IOException {
    spark =
        LocalSpark.builder(2)
            .config("spark.sql.shuffle.partitions", 3)
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate();
    lines = Files.writeString(folder.resolve("lines.json"), LINES).toString();
    List<Row> frames = new ArrayList<>(video("a.mp4", "north", 3));
    frames.addAll(video("b.mp4", "north", 0));
    frames.addAll(video("c.mp4", "south", 2));
    found = folder.resolve("found").toString();
    spark.createDataFrame(frames, DetectionsSchema.BOXES).write().parquet(found);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void everyIntervalOfEachVideoWithLinesHasACount() {
    Dataset<Row> counts = reader().option("interval", "10s").load(found);

    assertThat(counts.schema()).isEqualTo(CountsSchema.ROWS);
    assertThat(
            counts
                .where("direction = 'east'")
                .orderBy("video", "begin")
                .selectExpr("video", "string(time)", "label", "count", "round(observed, 3)")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[a.mp4,2026-01-31 23:59:50,car,2,10.0]",
            "[a.mp4,2026-02-01 00:00:00,car,1,5.96]",
            "[b.mp4,2026-01-31 23:59:50,null,0,10.0]",
            "[b.mp4,2026-02-01 00:00:00,null,0,5.96]");
    assertThat(counts.where("direction = 'west'").selectExpr("sum(count)").head().getLong(0))
        .isZero();
  }

  @Test
  void aTableOfTracksIsCountedAsTheDetectionsItIsOf() {
    String tracks = folder.resolve("tracks").toString();
    Tracks.of(spark.read().parquet(found), TrackSettings.DEFAULT).write().parquet(tracks);

    // Such a table does not know how long a video went on without vehicles.
    assertThat(reader().load(tracks).drop("observed").where("count > 0").collectAsList())
        .isEqualTo(reader().load(found).drop("observed").where("count > 0").collectAsList())
        .isNotEmpty();
  }

  @Test
  void labelsAndDirectionsAreCountedSeparatelyOnlyOnRequest() {
    assertThat(
            reader()
                .option("by", "none")
                .option("interval", "24h")
                .option("time-zone", "-12:00")
                .load(found)
                .where("count > 0")
                .selectExpr("direction", "label", "count")
                .collectAsList())
        .containsExactly(RowFactory.create(null, null, 3L));
  }

  @Test
  void theOptionsOfTrackingApply() {
    assertThat(
            reader()
                .option("track-confidence", "0.95")
                .load(found)
                .selectExpr("sum(count)")
                .head()
                .getLong(0))
        .isZero();
  }

  @Test
  void optionsThatAreNoneAreRefused() {
    assertThatThrownBy(() -> spark.read().format("counts").load(found))
        .isInstanceOf(EugeException.class)
        .hasMessage(
            "Cannot read counts: the option lines is not given; give the name of a file of lines, zones and routes");
    assertThatThrownBy(() -> reader().option("interval", "0s").option("by", "color").load(found))
        .hasMessageContaining("interval is '0s': give a whole number")
        .hasMessageContaining("by is 'color': give label, direction");
    assertThatThrownBy(() -> reader().option("time-zone", "Mars").load(found))
        .hasMessageContaining("time-zone is 'Mars': give a time zone");
    assertThatThrownBy(() -> reader().option("every", "2").load(found).count())
        .hasMessageContaining("every is unknown, or for videos");
    assertThatThrownBy(
            () -> spark.read().format("counts").option("lines", "no-such.json").load(found))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("no-such.json");
  }

  private static DataFrameReader reader() {
    return spark.read().format("counts").option("lines", lines);
  }

  /** Vehicles that drive through the picture, one every 5 s, in 16 s. */
  private static List<Row> video(String name, String camera, int vehicles) {
    List<Row> frames = new ArrayList<>();
    for (int frame = 0; frame < 400; frame++) {
      List<Row> boxes = new ArrayList<>();
      for (int car = 0; car < vehicles; car++) {
        float x = 6 * (frame - 125 * car);
        if (x >= 0 && x < 580) {
          boxes.add(RowFactory.create("car", 2, 0.9f, x, 100f, 60f, 40f));
        }
      }
      frames.add(
          RowFactory.create(
              name,
              camera,
              (long) frame,
              frame / 25.0,
              Timestamp.from(START.plus(frame * 40_000L, ChronoUnit.MICROS)),
              640,
              360,
              1.0,
              boxes.toArray(Row[]::new)));
    }
    return frames;
  }
}
