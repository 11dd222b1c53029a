package io.euge.cli.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.CommandRun;
import io.euge.spark.LocalSpark;
import io.euge.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code euge track} of videos and of tables, from its arguments to its output. */
class TrackCommandIT {
  private static final String MODEL = Shared.model("yolo-fastest-1.1-xl.cfg").toString();

  private static final String LINE =
      """
      {"type": "FeatureCollection", "units": "frame", "features": [
       {"type": "Feature", "properties": {"kind": "line", "name": "bridge"},
        "geometry": {"type": "LineString", "coordinates": [[0, 0.6], [1, 0.6]]}}]}
      """;

  @TempDir private Path folder;

  @Test
  void aVideoIsTrackedAsItsTableIs() throws IOException {
    String video = Shared.highway().toString();
    Path found = folder.resolve("found");
    Path tracks = folder.resolve("tracks.csv");
    String[] detection = {"--model", MODEL, "--every", "10", "--segment-seconds", "4"};
    CommandRun whole = run(detection, "track", video, "--output", tracks.toString());
    assertThat(whole.out()).contains("tracks with").contains(" car").contains("as csv");
    assertThat(whole.err()).doesNotContain("confidence");

    assertThat(lines(tracks).get(0))
        .isEqualTo(
            "video,camera,time,track,frame,seconds,label,confidence,x,y,width,height,frameWidth,frameHeight,observed");
    assertThat(lines(folder.resolve("tracks.summary.csv")).get(0))
        .isEqualTo(
            "video,camera,track,label,votes,boxes,firstFrame,firstSeconds,firstTime,lastFrame,lastSeconds,lastTime,path");

    run(
        detection,
        "detect",
        video,
        "--output",
        found.toString(),
        "--confidence",
        "0.1",
        "--nms",
        "vehicles",
        "--iou",
        "0.65");
    Path again = folder.resolve("again.csv");
    CommandRun ofTable =
        run(new String[0], "track", found.toString(), "--output", again.toString());
    assertThat(ofTable.err()).doesNotContain("confidence");
    assertThat(lines(again)).isEqualTo(lines(tracks)).hasSizeGreaterThan(20);

    Path text = folder.resolve("text");
    run(new String[] {"--format", "mot"}, "track", found.toString(), "--output", text.toString());
    List<Path> files;
    try (Stream<Path> all = Files.list(text)) {
      files = all.toList();
    }
    assertThat(files)
        .containsExactly(
            text.resolve(
                Shared.highway().getFileName().toString().replaceFirst("\\.[^.]*$", ".txt")));
    assertThat(lines(files.get(0))).hasSize(lines(tracks).size() - 1);
  }

  @Test
  void aTableWithoutLowConfidencesIsTrackedWithAWarning() throws IOException {
    Path found = folder.resolve("found.parquet");
    run(
        new String[] {"--model", MODEL, "--every", "40"},
        "detect",
        Shared.highway().toString(),
        "--output",
        found.toString());
    Path tracks = folder.resolve("tracks");
    CommandRun run = run(new String[0], "track", found.toString(), "--output", tracks.toString());

    assertThat(run.err())
        .contains(
            "detections above a confidence of 0.25, and bytetrack uses those of at least 0.1");
    assertThat(tracks.resolve("_summary/_SUCCESS")).exists();
    try (Stream<Path> parts = Files.list(tracks)) {
      assertThat(parts.map(part -> part.getFileName().toString()))
          .anyMatch(name -> name.endsWith(".parquet"));
    }
    try (SparkSession spark = LocalSpark.start(1)) {
      Dataset<Row> rows = spark.read().parquet(tracks.toString());
      Row provenance = rows.select("provenance.*").distinct().first();
      assertThat(provenance.<String>getAs("model")).isEqualTo(MODEL);
      assertThat(provenance.<String>getAs("options")).contains("\"every\":\"40\"");
      assertThat(provenance.<String>getAs("tracker")).isEqualTo("bytetrack");
      Metadata metadata = rows.schema().apply("track").metadata().getMetadata("euge");
      assertThat(metadata.getString("tracker")).isEqualTo("bytetrack");
      assertThat(metadata.getMetadata("detections").getMetadata("provenance").getString("model"))
          .isEqualTo(MODEL);
    }
  }

  @Test
  void textHasTheProvenanceOnRequestAndParquetUnlessItIsLeftOut() throws IOException {
    String video = Shared.highway().toString();
    String[] detection = {"--model", MODEL, "--every", "40"};
    Path json = folder.resolve("tracks.json");
    run(detection, "track", video, "--provenance", "--output", json.toString());
    assertThat(lines(json).get(0))
        .contains("\"provenance\":{\"model\":\"", "\"tracker\":\"bytetrack\"");

    Path counts = folder.resolve("counts.json");
    String[] lines = {"--lines", Files.writeString(folder.resolve("lines"), LINE).toString()};
    run(lines, "count", json.toString(), "--provenance", "--output", counts.toString());
    assertThat(lines(counts).get(0))
        .contains("\"provenance\":{\"model\":\"", "\"tracker\":\"bytetrack\"")
        .containsPattern("\"linesSha256\":\"[0-9a-f]{64}\",\"countVersion\":\"");

    Path found = folder.resolve("found.json");
    run(detection, "detect", video, "--provenance", "--output", found.toString());
    Path csv = folder.resolve("tracks.csv");
    run(new String[] {"--provenance"}, "track", found.toString(), "--output", csv.toString());
    assertThat(lines(csv).get(0)).endsWith(",videoSha256,tracker,trackerOptions,trackerVersion");
    assertThat(lines(csv).get(1)).contains(MODEL, "bytetrack");

    Path without = folder.resolve("without");
    run(detection, "track", video, "--provenance", "false", "--output", without.toString());
    try (SparkSession spark = LocalSpark.start(1)) {
      StructType columns = spark.read().parquet(without.toString()).schema();
      assertThat(columns.fieldNames()).endsWith("observed");
      assertThat(columns.apply("track").metadata().getMetadata("euge").contains("detections"))
          .isTrue();
    }
  }

  private static CommandRun run(String[] last, String... first) {
    CommandRun run =
        CommandRun.of(
            Stream.of(first, new String[] {"--master", "local[2]"}, last)
                .flatMap(Stream::of)
                .toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file);
  }
}
