package io.euge.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.EugeException;
import io.euge.cli.table.DetectionRow;
import io.euge.cli.table.DetectionTable;
import io.euge.cli.table.TableFormat;
import io.euge.spark.errors.VideoErrors;
import io.euge.spark.sink.Partitioning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables written with Spark, and read again by Euge, by Spark and by Python. */
class OutputTableIT {
  private static final StructType FRAMES =
      StructType.fromDDL(
          "video STRING, frame BIGINT, seconds DOUBLE, width INT, height INT, detections"
              + " ARRAY<STRUCT<label: STRING, classId: INT, confidence: FLOAT, x: FLOAT, y: FLOAT,"
              + " width: FLOAT, height: FLOAT>>, time TIMESTAMP");

  private static final List<String> VIDEOS =
      List.of(
          "file:/v/a \"quoted\", b.mp4",
          "file:/v/back\\slash\\\".mp4",
          "file:/v/line\nfeed\r\n.mp4",
          "file:/v/ü 車 \uD83D\uDE97.mp4",
          "file:/v/ends with a quote\"",
          "file:/v/ spaces ");

  /** Prints each row as one line of JSON. */
  private static final String PYTHON =
      """
      import csv, json, sys
      with open(sys.argv[1], newline='', encoding='utf-8') as f:
          for row in csv.DictReader(f):
              print(json.dumps(row))
      """;

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void startSpark() throws Exception {
    spark = SparkOptions.local(2).start("output");
    spark.conf().set("spark.sql.session.timeZone", "UTC");
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @ParameterizedTest
  @EnumSource(value = TableFormat.class, names = "DELTA", mode = EnumSource.Mode.EXCLUDE)
  void oneFileIsReadAsItWasWritten(TableFormat format) throws IOException {
    Path file = folder.resolve("out[1]/counts" + format.ending());
    assertThat(write(frames(), file.toString(), format, true)).isFalse();
    assertThat(file).isRegularFile();
    assertThat(file.getParent().toFile().list()).containsExactly(file.getFileName().toString());

    write(frames(), folder.resolve("directory").toString(), TableFormat.PARQUET, false);
    List<DetectionRow> expected =
        new ArrayList<>(new DetectionTable(folder.resolve("directory")).inOrder());
    if (format == TableFormat.CSV) {
      expected.removeIf(row -> row.detections().isEmpty());
    }
    List<DetectionRow> rows = new ArrayList<>();
    new DetectionTable(file).read(rows::add);
    assertThat(new DetectionTable(file).inOrder()).isEqualTo(expected);
    assertThat(rows).as("sorted by frame").isSortedAccordingTo(OutputTableIT::byVideoThenFrame);
  }

  private static int byVideoThenFrame(DetectionRow a, DetectionRow b) {
    return a.video().equals(b.video()) ? Long.compare(a.frame(), b.frame()) : 0;
  }

  @Test
  void theRowsOfOneFileAreComputedInParallelAndThenSorted() throws Exception {
    List<Integer> tasks = new ArrayList<>();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onStageCompleted(SparkListenerStageCompleted stage) {
            tasks.add(stage.stageInfo().numTasks());
          }
        };
    spark.sparkContext().addSparkListener(listener);
    Path file = folder.resolve("counts.json");
    write(frames().repartition(3), file.toString(), TableFormat.JSON, true);
    spark.sparkContext().listenerBus().waitUntilEmpty();
    spark.sparkContext().removeSparkListener(listener);
    assertThat(tasks).contains(3).endsWith(1);
    List<String> videos = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      videos.add(new ObjectMapper().readTree(line).get("video").asText());
    }
    assertThat(videos).isSorted().hasSize(VIDEOS.size() * 3);
  }

  @Test
  void pythonReadsTheCsv() throws Exception {
    Path file = folder.resolve("counts.csv");
    write(frames(), file.toString(), TableFormat.CSV, true);
    Path script = Files.writeString(folder.resolve("read.py"), PYTHON);
    List<JsonNode> rows = python(script, file);
    assertThat(rows).as("detections").hasSize(VIDEOS.size() * 3);
    assertThat(rows).extracting(row -> row.get("video").asText()).containsAll(VIDEOS);
    assertThat(rows)
        .allSatisfy(row -> assertThat(row.has("null")).as("no field too many").isFalse())
        .extracting(row -> row.get("time").asText())
        .containsOnly("2026-03-01T12:00:00.123456Z", "");
    assertThat(rows).extracting(row -> row.get("label").asText()).contains("", "a \"b\"");
  }

  private static List<JsonNode> python(Path script, Path file) throws Exception {
    Process python;
    try {
      python =
          new ProcessBuilder("python3", script.toString(), file.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      assumeTrue("true".equals(System.getenv("CI")), "needs the program python3");
      throw e;
    }
    List<JsonNode> rows = new ArrayList<>();
    for (String line : python.inputReader().lines().toList()) {
      rows.add(new ObjectMapper().readTree(line));
    }
    assertThat(python.waitFor()).isZero();
    return rows;
  }

  @Test
  void sparkReadsTheCsv() throws IOException {
    Path file = folder.resolve("counts.csv");
    write(frames(), file.toString(), TableFormat.CSV, true);
    Dataset<Row> read =
        spark
            .read()
            .option("header", true)
            .option("escape", "\"")
            .option("multiLine", true)
            .option("inferSchema", true)
            .csv(file.toString());
    assertThat(read.select("video").distinct().as(Encoders.STRING()).collectAsList())
        .containsExactlyInAnyOrderElementsOf(VIDEOS);
    assertThat(read.schema().apply("time").dataType().typeName()).isEqualTo("timestamp");
  }

  @Test
  void nullsAreNamedInJson() throws IOException {
    Path file = folder.resolve("counts.json");
    write(frames(), file.toString(), TableFormat.JSON, true);
    assertThat(Files.readAllLines(file))
        .allMatch(line -> line.contains("\"time\":"))
        .anyMatch(line -> line.endsWith("\"time\":null}"))
        .anyMatch(line -> line.endsWith("\"time\":\"2026-03-01T12:00:00.123456Z\"}"));
  }

  @ParameterizedTest
  @EnumSource(value = TableFormat.class, names = "DELTA", mode = EnumSource.Mode.EXCLUDE)
  void withoutFramesTheFileIsEmptyButATable(TableFormat format) throws IOException {
    Dataset<Row> none = frames().filter("frame < 0");
    Path file = folder.resolve("counts" + format.ending());
    write(none, file.toString(), format, true);
    write(none, folder.resolve("directory").toString(), format, false);
    switch (format) {
      case PARQUET ->
          assertThat(spark.read().parquet(file.toString()).schema().fieldNames())
              .isEqualTo(FRAMES.fieldNames());
      case JSON -> assertThat(file).isEmptyFile();
      case CSV ->
          assertThat(file)
              .hasContent(
                  "video,frame,seconds,frameWidth,frameHeight,time,label,classId,confidence,x,y,"
                      + "width,height");
      default -> throw new IllegalArgumentException(format + " is no format of one file");
    }
    assertThat(new DetectionTable(file).inOrder()).isEmpty();
    assertThat(new DetectionTable(folder.resolve("directory")).inOrder()).isEmpty();
  }

  @Test
  void foldersHaveTheRowsOfADayAndAreReplacedAsATableIs() throws IOException {
    Path directory = folder.resolve("days");
    for (boolean overwrite : new boolean[] {false, true}) {
      try (VideoErrors errors = VideoErrors.collect(spark);
          StopNotice stop = StopNotice.of(directory.toString())) {
        new OutputTable(
                directory.toString(),
                TableFormat.PARQUET,
                false,
                overwrite,
                Partitioning.parse("day"))
            .write(frames(), errors::complete, stop);
      }
    }
    assertThat(directory.toFile().list())
        .contains("day=2026-03-01", "day=__HIVE_DEFAULT_PARTITION__");
    Dataset<Row> rows = spark.read().parquet(directory.toString());
    assertThat(rows.filter("day = '2026-03-01'").count()).isEqualTo(VIDEOS.size());
    assertThat(
            rows.select("video", "frame", "detections")
                .except(frames().select("video", "frame", "detections"))
                .isEmpty())
        .isTrue();
    assertThat(rows.count()).isEqualTo(3L * VIDEOS.size());

    Files.writeString(directory.resolve("day=2026-03-01/letter.txt"), "mine");
    assertThatThrownBy(
            () ->
                new OutputTable(directory.toString(), TableFormat.PARQUET, false, true)
                    .check(new Configuration()))
        .hasMessageContaining("which is not part of a table");
  }

  @Test
  void aFullDiskIsOneSentenceWithThePath() {
    Dataset<Row> failing =
        frames()
            .filter(
                (FilterFunction<Row>)
                    row -> {
                      throw new IOException("No space left on device");
                    });
    Path file = folder.resolve("counts.csv");
    assertThatThrownBy(() -> write(failing, file.toString(), TableFormat.CSV, true))
        .isInstanceOf(EugeException.class)
        .hasMessageContainingAll("Cannot write to the output " + file, "No space left on device");
    assertThat(folder).isEmptyDirectory();
  }

  private static boolean write(Dataset<Row> rows, String output, TableFormat format, boolean one) {
    try (VideoErrors errors = VideoErrors.collect(spark);
        StopNotice stop = StopNotice.of(output)) {
      return new OutputTable(output, format, one, false).write(rows, errors::complete, stop);
    }
  }

  /** Three frames a video in reverse, of which one has no detections and one has a time. */
  private static Dataset<Row> frames() {
    AtomicInteger number = new AtomicInteger();
    List<Row> rows =
        VIDEOS.stream()
            .flatMap(video -> Stream.of(3L, 2L, 1L).map(frame -> frame(video, frame, number)))
            .toList();
    return spark.createDataFrame(rows, FRAMES);
  }

  private static Row frame(String video, long frame, AtomicInteger number) {
    float x = number.incrementAndGet() / 7f;
    List<Row> detections =
        frame == 2
            ? List.of()
            : frame == 1
                ? List.of(detection("", x), detection("a \"b\"", -x))
                : List.of(detection("car", x));
    return RowFactory.create(
        video,
        frame,
        frame / 29.97,
        640,
        360,
        detections,
        frame == 1 ? Timestamp.from(Instant.parse("2026-03-01T12:00:00.123456Z")) : null);
  }

  private static Row detection(String label, float x) {
    return RowFactory.create(label, 2, 0.1f + x, x, 2f, 3f, 4f);
  }
}
