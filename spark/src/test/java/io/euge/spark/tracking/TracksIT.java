package io.euge.spark.tracking;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.spark_partition_id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.spark.LocalSpark;
import io.euge.spark.source.DetectionsSchema;
import io.euge.testing.Shared;
import io.euge.tracking.FrameBoxes;
import io.euge.tracking.TrackedBoxes;
import io.euge.tracking.Tracker;
import io.euge.tracking.TrackerType;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracksIT {
  private static final Instant START = Instant.parse("2026-01-31T23:59:50Z");
  private static final int FRAMES = 400;
  private static final String[] ORDER = {"video", "frame", "track"};

  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark =
        LocalSpark.builder(2)
            .master("local[2,3]") // With retries.
            .config("spark.sql.shuffle.partitions", 3)
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void tracksAreThoseOfOneTrackerForEachVideoHoweverTheTableIsSplit() {
    List<Row> frames = new ArrayList<>();
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<Row> video = video("v" + i + ".mp4", i, 0, FRAMES);
      frames.addAll(video);
      wanted.addAll(tracked(video, TrackSettings.of(TrackerType.OCSORT)));
    }
    TrackSettings settings = TrackSettings.of(TrackerType.OCSORT);
    Collections.shuffle(frames, new Random(5));

    assertThat(texts(Tracks.of(table(frames, 1), settings))).isEqualTo(wanted);
    assertThat(texts(Tracks.of(table(frames, 7), settings))).isEqualTo(wanted);
    assertThat(Tracks.of(table(frames, 1), settings).schema()).isEqualTo(TracksSchema.rows(false));
  }

  @Test
  void severalVideosAreTrackedInParallel() {
    List<Row> frames = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      frames.addAll(video("v" + i + ".mp4", i, 0, FRAMES));
    }
    Dataset<Row> tasks =
        Tracks.of(table(frames, 1), TrackSettings.DEFAULT)
            .select(col("video"), spark_partition_id().as("task"))
            .distinct()
            .cache();

    assertThat(tasks.count()).as("each video is tracked by one task").isEqualTo(8);
    assertThat(tasks.select("task").distinct().count()).isEqualTo(3);
  }

  @Test
  void tracksAreTheSameAfterARetryOfAnyTask() {
    List<Row> frames = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      frames.addAll(video("v" + i + ".mp4", i, 0, FRAMES));
    }
    List<String> wanted = texts(Tracks.of(table(frames, 4), TrackSettings.DEFAULT));
    Dataset<Row> failing = table(frames, 4).filter((FilterFunction<Row>) TracksIT::failsOnce);

    Dataset<Row> tracks =
        Tracks.of(failing, TrackSettings.DEFAULT).filter((FilterFunction<Row>) TracksIT::failsOnce);

    assertThat(texts(tracks)).isEqualTo(wanted);
  }

  /** Fails in the middle of the first attempt of each task. */
  private static boolean failsOnce(Row row) {
    if (TaskContext.get().attemptNumber() == 0 && row.<Long>getAs("frame") == FRAMES / 2) {
      throw new IllegalStateException("the first attempt fails, as it shall");
    }
    return true;
  }

  @Test
  void theSourceTracksATableOfDetections(@TempDir Path folder) {
    List<Row> frames = new ArrayList<>(video("a.mp4", 4, 0, 100));
    frames.addAll(video("b.mp4", 5, 0, 100));
    String parquet = folder.resolve("found").toString();
    table(frames, 3).write().parquet(parquet);
    Dataset<Row> read =
        spark
            .read()
            .format("tracks")
            .option("tracker", "ocsort")
            .option("min-hits", "2")
            .load(parquet);

    assertThat(read.schema().fieldNames())
        .isEqualTo(TracksSchema.withProvenance(false).fieldNames());
    assertThat(
            spark
                .read()
                .format("tracks")
                .option("provenance", false)
                .load(parquet)
                .schema()
                .fieldNames())
        .isEqualTo(TracksSchema.rows(false).fieldNames());
    assertThat(texts(read))
        .isEqualTo(
            texts(
                Tracks.of(
                    table(frames, 1),
                    new TrackSettings(
                        TrackerType.OCSORT, TrackerType.OCSORT.options().withMinHits(2), false))))
        .isNotEmpty();
    assertThat(read.where("video = 'a.mp4'").select("track").distinct().count()).isPositive();
    assertThat(spark.read().format("tracks").option("join-files", true).load(parquet).columns())
        .startsWith("sequence", "video");
  }

  @Test
  void theSourceTracksVideosWithAModel() {
    String video = Shared.highway().toString();
    Map<String, String> options =
        Map.of("model", Shared.model("yolo-fastest-1.1-xl.cfg").toString(), "every", "15");
    Dataset<Row> found =
        spark
            .read()
            .format("detections")
            .options(options)
            .option("confidence", 0.1)
            .option("nms", "vehicles")
            .option("iou", 0.65)
            .load(video);

    Dataset<Row> tracks =
        spark.read().format("tracks").options(options).option("segment-seconds", 3).load(video);

    Row provenance = tracks.select("provenance.*").distinct().first();
    assertThat(provenance.<String>getAs("model")).isEqualTo(options.get("model"));
    assertThat(provenance.<String>getAs("modelSha256")).matches("[0-9a-f]{64}");
    assertThat(provenance.<String>getAs("options"))
        .contains("\"every\":\"15\"", "\"nms\":\"vehicles\"");
    assertThat(provenance.<Long>getAs("videoBytes")).isEqualTo(Shared.highway().toFile().length());
    assertThat(provenance.<Timestamp>getAs("videoModified").getTime())
        .isEqualTo(Shared.highway().toFile().lastModified());
    assertThat(provenance.<String>getAs("tracker")).isEqualTo("bytetrack");
    assertThat(texts(tracks))
        .isEqualTo(texts(Tracks.of(found, TrackSettings.DEFAULT)))
        .hasSizeGreaterThan(10);
  }

  @Test
  void theSourceRefusesOptionsThatAreNone() {
    assertThatThrownBy(() -> spark.read().format("tracks").option("tracker", "best").load("x"))
        .hasMessage("tracker is 'best': give sort, bytetrack, ocsort");
    assertThatThrownBy(() -> spark.read().format("tracks").option("track-iou", 7).load("x"))
        .hasMessage("track-iou is '7': give a number from 0 to 1");
    assertThatThrownBy(
            () -> spark.read().format("tracks").option("confidence", 0.2).load("x").count())
        .hasMessageContaining("confidence is unknown, or for videos");
  }

  @Test
  void predictedRowsHaveTheLabelOfTheTrack() {
    TrackSettings settings =
        new TrackSettings(
            TrackerType.SORT,
            TrackerType.SORT.options().withMaxAge(5).withPredictions(true),
            false);
    Dataset<Row> tracks = Tracks.of(table(video("v.mp4", 1, 0, FRAMES), 2), settings);

    assertThat(tracks.where("not observed").count()).isPositive();
    assertThat(tracks.where("label is null").count()).isZero();
  }

  @Test
  void filesOfOneCameraAreTrackedAsOneSequence() {
    List<Row> whole = video("north/whole.mp4", 2, 0, FRAMES);
    List<Row> parts = new ArrayList<>(video("north/b.mp4", 2, 0, 150));
    parts.addAll(video("north/a.mp4", 2, 150, FRAMES));
    TrackSettings settings =
        new TrackSettings(TrackerType.BYTETRACK, TrackerType.BYTETRACK.options(), true);

    Dataset<Row> joined = Tracks.of(table(parts, 4), settings);

    String[] columns = {"track", "label", "x", "y", "width", "height"};
    assertThat(joined.orderBy("time", "track").selectExpr(columns).collectAsList())
        .isEqualTo(
            Tracks.of(table(whole, 1), TrackSettings.DEFAULT)
                .orderBy("frame", "track")
                .selectExpr(columns)
                .collectAsList());
    assertThat(joined.select("sequence").distinct().collectAsList())
        .containsExactly(RowFactory.create("north/b.mp4"));

    Row across =
        Tracks.summary(joined).where("lastVideo != video").orderBy("track").collectAsList().get(0);
    List<Row> path = across.getList(across.fieldIndex("path"));
    assertThat(path.get(path.size() - 1).getDouble(0))
        .isGreaterThan(across.<Double>getAs("firstSeconds"));
    assertThat(Tracks.summary(joined).schema()).isEqualTo(TracksSchema.summary(true));
  }

  @Test
  void theTableOfTracksHasTheFirstAndLastFrameTheVoteAndThePath() {
    Dataset<Row> tracks = Tracks.of(table(video("v.mp4", 3, 0, FRAMES), 2), TrackSettings.DEFAULT);
    Row first = Tracks.summary(tracks).where("track = 1").collectAsList().get(0);
    Dataset<Row> own = tracks.where("track = 1");
    Row bounds =
        own.selectExpr("min(frame)", "max(frame)", "min(time)", "max(seconds)", "count(*)").head();

    assertThat(first.<Long>getAs("firstFrame")).isEqualTo(bounds.get(0));
    assertThat(first.<Long>getAs("lastFrame")).isEqualTo(bounds.get(1));
    assertThat(first.<Timestamp>getAs("firstTime")).isEqualTo(bounds.get(2));
    assertThat(first.<Double>getAs("lastSeconds")).isEqualTo(bounds.get(3));
    assertThat(first.<Long>getAs("boxes")).isEqualTo(bounds.get(4));
    assertThat(first.<String>getAs("label")).isEqualTo("car");
    assertThat(first.<Long>getAs("votes"))
        .isEqualTo(own.where(col("label").equalTo("car")).count());
    assertThat(first.getList(first.fieldIndex("path")).size())
        .isBetween(2, (int) bounds.getLong(4));
  }

  @Test
  void aTableThatCannotBeTrackedIsRefused() {
    List<Row> frames = video("v.mp4", 1, 0, 20);
    frames.add(frames.get(7));
    assertThatThrownBy(() -> Tracks.of(table(frames, 2), TrackSettings.DEFAULT).count())
        .rootCause()
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("Cannot track v.mp4: frame 7 is in the table more than once");
    assertThatThrownBy(
            () -> Tracks.of(table(frames, 2).drop("seconds", "width"), TrackSettings.DEFAULT))
        .isInstanceOf(EugeException.class)
        .hasMessage(
            "Cannot track a table without seconds, width; give a table of detections, as euge detect writes it");
    assertThatThrownBy(
            () ->
                Tracks.of(table(frames, 2).withColumn("detections", lit(1)), TrackSettings.DEFAULT))
        .hasMessageContaining("detections.label");
  }

  private static List<String> texts(Dataset<Row> tracks) {
    return tracks.orderBy(ORDER[0], ORDER[1], ORDER[2]).collectAsList().stream()
        .map(
            row ->
                "%s %d %d %s %s %s %s"
                    .formatted(
                        row.getAs("video"),
                        row.<Long>getAs("frame"),
                        row.<Integer>getAs("track"),
                        row.getAs("label"),
                        row.<Double>getAs("x"),
                        row.<Double>getAs("width"),
                        row.<Float>getAs("confidence")))
        .toList();
  }

  /** Tracks the frames of one video in this thread. */
  private static List<String> tracked(List<Row> video, TrackSettings settings) {
    Tracker tracker = settings.tracker().create(settings.options());
    FrameBoxes boxes = new FrameBoxes();
    List<String> lines = new ArrayList<>();
    for (Row frame : video) {
      boxes.clear();
      List<Row> found = List.of((Row[]) frame.get(8));
      for (Row box : found) {
        boxes.add(
            box.getFloat(2), box.getFloat(3), box.getFloat(4), box.getFloat(5), box.getFloat(6));
      }
      TrackedBoxes tracks = tracker.track(frame.getDouble(3), boxes);
      for (int i = 0; i < tracks.count(); i++) {
        lines.add(
            "%s %d %d %s %s %s %s"
                .formatted(
                    frame.getString(0),
                    frame.getLong(2),
                    tracks.track(i),
                    found.get(tracks.detection(i)).getString(0),
                    tracks.x(i),
                    tracks.width(i),
                    (float) tracks.confidence(i)));
      }
    }
    return lines;
  }

  private static Dataset<Row> table(List<Row> frames, int partitions) {
    return spark.createDataFrame(frames, DetectionsSchema.BOXES).repartition(partitions);
  }

  /** Vehicles that cross the picture one behind the other; some frames see none of them. */
  private static List<Row> video(String name, int seed, int from, int to) {
    Random random = new Random(seed);
    List<Row> frames = new ArrayList<>();
    for (int frame = 0; frame < to; frame++) {
      List<Row> boxes = new ArrayList<>();
      for (int car = 0; car < 8; car++) {
        float x = 6 * (frame - 50 * car) + random.nextFloat();
        float confidence = 0.2f + 0.7f * random.nextFloat();
        String label = random.nextInt(4) == 0 ? "truck" : "car";
        if (x > -40 && x < 640 && random.nextInt(20) > 0) {
          boxes.add(RowFactory.create(label, 2, confidence, x, 100f + 30 * (car % 3), 60f, 40f));
        }
      }
      if (frame >= from) {
        double seconds = (frame - from) / 25.0;
        Instant time = START.plus(frame * 40_000L, ChronoUnit.MICROS);
        frames.add(
            RowFactory.create(
                name,
                "north",
                (long) (frame - from),
                seconds,
                Timestamp.from(time),
                640,
                360,
                1.0,
                frame % 37 == 0 ? new Row[0] : boxes.toArray(Row[]::new)));
      }
    }
    return frames;
  }
}
