package io.euge.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.Euge;
import io.euge.spark.sink.CommittedFormat;
import io.euge.spark.source.DetectionMetadata;
import io.euge.testing.ClipWriter;
import io.euge.testing.Shared;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests commands with Delta tables as their output. */
class DeltaCommandIT {
  @TempDir Path folder;

  @Test
  void deltaTablesHaveTheRowsOfParquet() throws Exception {
    Path videos = Files.createDirectory(folder.resolve("videos"));
    new ClipWriter().frames(30).write(videos.resolve("a.mp4"));
    new ClipWriter().frames(20).write(videos.resolve("b.mp4"));
    Files.writeString(videos.resolve("c.mp4"), "no video");
    assertThat(detect("parquet", "--format", "parquet")).contains("exit 3");
    assertThat(detect("whole", "--format", "delta")).contains("whole as delta", "exit 3");
    String checkpoint = folder.resolve("checkpoint").toString();
    String[] batches = {"--checkpoint", checkpoint, "--max-seconds-per-trigger", "0.1"};
    assertThat(detect("batches", "--format", "delta", batches))
        .contains("batches as delta", "exit 3");
    assertThat(detect("batches", "--format", "delta", batches)).contains("nothing new", "exit 0");
    assertThat(detect("batches", "--format", "parquet", batches))
        .contains("--format was delta and is parquet", "exit 1");
    String table = folder.resolve("whole").toString();
    assertThat(run("report", table, "--output", folder.resolve("page.html").toString()))
        .contains("whole: it is a Delta table", "exit 1");
    SparkSession.Builder builder = SparkSession.builder().master("local[2]");
    CommittedFormat.DELTA.sparkSettings().forEach(builder::config);
    try (SparkSession spark =
        builder
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate()) {
      List<Row> expected = rows(spark.read().parquet(place("parquet")));
      assertThat(expected).hasSize(50);
      for (String name : List.of("whole", "batches")) {
        Dataset<Row> written = spark.read().format("delta").load(place(name));
        assertThat(rows(written)).isEqualTo(expected);
        assertThat(DetectionMetadata.recorded(written.schema()).orElseThrow().toString())
            .as("what its detections follow from")
            .contains("yolo-fastest-1.1", "modelSha256");
        assertThat(spark.read().format("delta").load(place(name) + "/_errors").count())
            .isEqualTo(1);
      }
      assertThat(
              spark
                  .sql("DESCRIBE HISTORY delta.`" + place("batches") + "`")
                  .filter("operation = 'WRITE'")
                  .count())
          .as("a commit a batch")
          .isGreaterThan(1);
    }
  }

  private String place(String name) {
    return folder.resolve(name).toString();
  }

  private static List<Row> rows(Dataset<Row> table) {
    return table
        .selectExpr("video", "frame", "seconds", "to_json(detections) AS found")
        .orderBy("video", "frame")
        .collectAsList();
  }

  private String detect(String output, String option, String value, String... more) {
    List<String> line =
        new ArrayList<>(List.of("detect", place("videos"), "--output", place(output)));
    line.addAll(List.of("--model", Shared.model("yolo-fastest-1.1.cfg").toString()));
    line.addAll(List.of("--provenance", "false", option, value));
    line.addAll(List.of(more));
    if (more.length > 0) {
      line.addAll(List.of("--settle", "0s"));
    }
    return run(line.toArray(String[]::new));
  }

  private static String run(String... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (PrintStream printer = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setOut(printer);
      System.setErr(printer);
      int exit = Euge.run(arguments);
      return "exit " + exit + "\n" + said.toString(StandardCharsets.UTF_8);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
