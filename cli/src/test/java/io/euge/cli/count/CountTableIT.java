package io.euge.cli.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.CommandRun;
import io.euge.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code euge count} of tables: what the same tracks give as MOT text, and what SQL gives. */
class CountTableIT {
  private static final Path HOME =
      Path.of(System.getProperty("euge.home", "..")).toAbsolutePath().normalize();
  private static final int RATE = 10;
  private static final String HEAD =
      "video,camera,time,track,frame,seconds,label,confidence,x,y,width,height,frameWidth,frameHeight,observed";

  private static final String LINES =
      """
      {"type": "FeatureCollection", "features": [
       {"type": "Feature", "properties": {"kind": "line", "name": "gate", "toRight": "in", "toLeft": "out"},
        "geometry": {"type": "LineString", "coordinates": [[20, 190], [380, 215]]}},
       {"type": "Feature", "properties": {"kind": "zone", "name": "yard"},
        "geometry": {"type": "Polygon", "coordinates": [[[50, 200], [350, 200], [350, 300], [50, 300]]]}}]}
      """;

  @TempDir private Path folder;

  @Test
  void aTableGivesTheCountsOfItsTracksAsTextAndThoseOfTheQueryInTheDocument() throws IOException {
    List<String> rows = new ArrayList<>();
    for (int video = 0; video < 3; video++) {
      write(video, rows);
    }
    Collections.shuffle(rows, new Random(1));
    Path table = Files.createDirectory(folder.resolve("tracks"));
    Files.writeString(table.resolve("part-0.csv"), lines(rows.subList(0, 500)));
    Files.writeString(table.resolve("part-1.csv"), lines(rows.subList(500, rows.size())));
    Files.writeString(folder.resolve("lines.json"), LINES);

    List<String> ofText = count("text", "--frame-rate", String.valueOf(RATE), "--label", "car");
    List<String> ofTable = count("tracks", "--master", "local[2]");

    assertThat(ofTable).isEqualTo(ofText).hasSize(1 + 3 * 2 * 5);
    assertThat(ofQuery(table))
        .isEqualTo(
            ofTable.stream()
                .filter(row -> row.contains(",crossing,"))
                .map(row -> row.split(",", -1))
                .filter(cells -> !cells[10].equals("0"))
                .map(cells -> String.join(",", cells[0], cells[3], cells[8], cells[9], cells[10]))
                .sorted()
                .toList())
        .hasSizeGreaterThan(8);
  }

  /**
   * The vehicle of {@link #detected} crosses between the last frame of a file and the next file.
   */
  @Test
  void filesThatWereJoinedAreOneVideoWhoseCrossingsBetweenThemCount() throws IOException {
    Files.writeString(folder.resolve("lines.json"), LINES.replace("215", "190"));
    Files.writeString(folder.resolve("found.json"), detected("a", 0) + detected("b", 100));

    assertThat(crossings("found.json", "--join-files"))
        .containsExactly("a.mp4,north,2026-01-31T07:00:05Z,5,10,5,crossing,gate,in,car,1,,,,");
    assertThat(crossings("found.json", "--overwrite")).isEmpty();

    CommandRun tracked =
        CommandRun.of(
            "track",
            folder.resolve("found.json").toString(),
            "--join-files",
            "--output",
            folder.resolve("joined").toString(),
            "--master",
            "local[2]");
    assertThat(tracked.exit()).as(tracked.err()).isZero();
    assertThat(crossings("joined"))
        .containsExactly("a.mp4,north,2026-01-31T07:00:05Z,5,10,5,crossing,gate,in,car,1,,,,");
  }

  /** A file of ten seconds, in which the vehicle is at 103 + 1 pixels a frame from the first on. */
  private static String detected(String name, int before) {
    Instant start = Instant.parse("2026-01-31T07:00:00Z").plusSeconds(before / RATE);
    StringBuilder rows = new StringBuilder();
    for (int frame = 0; frame < 100; frame++) {
      double bottom = 90.5 + before + frame;
      rows.append(
          """
          {"video":"file:///cam/%s.mp4","camera":"north","frame":%d,"seconds":%s,"time":"%s","width":400,"height":400,"pixelAspectRatio":1.0,"detections":[{"label":"car","classId":0,"confidence":0.9,"x":200.0,"y":%s,"width":40.0,"height":30.0}]}
          """
              .formatted(
                  name,
                  frame,
                  frame / (double) RATE,
                  start.plusMillis(1000L * frame / RATE),
                  bottom - 30));
    }
    return rows.toString();
  }

  private List<String> crossings(String input, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("--interval", "5s", "--master", "local[2]"));
    words.addAll(List.of(more));
    CommandRun run = run(input, words.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isZero();
    return Files.readAllLines(folder.resolve(input + ".out.csv")).stream()
        .filter(row -> row.contains(",crossing,") && !row.contains(",0,,,,"))
        .toList();
  }

  @Test
  void whatIsNotForTablesIsRefused() throws IOException {
    Files.writeString(folder.resolve("lines.json"), LINES);
    Files.writeString(folder.resolve("tracks.csv"), HEAD + "\n");
    assertThat(run("tracks.csv", "--label", "car", "--start", "2026-01-31T07:00").err())
        .contains("--label, --start does not apply to tables: leave it out");
    assertThat(run("tracks.csv", "--fps", "5").err())
        .contains("--fps is for videos: give --model too, or leave it out");
    assertThat(run("none", "--fps", "5").err()).contains("--fps is for videos");
    assertThat(run("none").err()).contains("none: there is no such file");
    assertThat(run("tracks.csv", "--tracker", "sort", "--master", "local[1]").err())
        .contains("--tracker is for detections, and the table has tracks already: leave it out");
    Files.writeString(folder.resolve("broken.mp4"), "1,2,3,4,5,6,7\n");
    CommandRun broken = run("broken.mp4", "--model", "demo", "--master", "local[1]");
    assertThat(broken.out()).contains("broken.mp4 is not a video in a format Euge reads");
    assertThat(broken.errors())
        .containsExactly(
            "euge: Nothing was counted: no video could be read and no table has rows; give others");
    Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
    assertThat(run("other.csv", "--master", "local[1]").err())
        .contains("other.csv: it is not a table of euge track");
  }

  /** Writes the tracks of a video as text, and adds their rows to the table's. */
  private void write(int video, List<String> rows) throws IOException {
    Random random = new Random(video);
    StringBuilder text = new StringBuilder();
    for (int track = 1; track <= 12; track++) {
      double x = 30 + 300 * random.nextDouble();
      double y = random.nextBoolean() ? 100 : 300;
      double speed = (y < 200 ? 1 : -1) * (1 + 3 * random.nextDouble());
      int begin = 1 + random.nextInt(10_000);
      for (int i = 0; i < 120; i++) {
        boolean stands = i > 30 && i < 60 + 5 * track;
        y += (stands ? 0 : speed) + 3 * random.nextGaussian();
        x += random.nextGaussian();
        String box = String.format(Locale.ROOT, "%.3f,%.3f,40,30.5", x - 20, y - 30.5);
        text.append("%d,%d,%s,0.9,-1,-1,-1%n".formatted(begin + i, track, box));
        rows.add(
            "file:///cam/v%d.mp4,,,%d,%d,%s,car,0.9,%s,400,400,true"
                .formatted(video, track, begin + i - 1, (begin + i - 1) / (double) RATE, box));
      }
    }
    Files.createDirectories(folder.resolve("text"));
    Files.writeString(folder.resolve("text/v" + video + ".txt"), text);
  }

  private static String lines(List<String> rows) {
    return HEAD + "\n" + String.join("\n", rows) + "\n";
  }

  /** Counts, and returns rows without what text cannot know: extensions, and the end of a video. */
  private List<String> count(String input, String... more) throws IOException {
    CommandRun run = run(input, more);
    assertThat(run.exit()).as(run.err()).isZero();
    return Files.readAllLines(folder.resolve(input + ".out.csv")).stream()
        .map(row -> row.replace(".mp4", ""))
        .map(row -> row.replaceAll("^((?:[^,]*,){5})[^,]*,", "$1,"))
        .map(row -> row.replaceAll("[^,]*,([^,]*)$", ",$1"))
        .toList();
  }

  private CommandRun run(String input, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "count",
                folder.resolve(input).toString(),
                "--lines",
                folder.resolve("lines.json").toString(),
                "--output",
                folder.resolve(input + ".out.csv").toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static List<String> ofQuery(Path table) throws IOException {
    Matcher query =
        Pattern.compile("```sql\n(WITH line AS.*?)\n```", Pattern.DOTALL)
            .matcher(Files.readString(HOME.resolve("docs/counting.md")));
    assertThat(query.find()).isTrue();
    String sql =
        query
            .group(1)
            .replaceFirst(
                "SELECT .* AS x1.*\\)",
                "SELECT 20D AS x1, 190D AS y1, 380D AS x2, 215D AS y2, 'in' AS toRight, 'out' AS toLeft)")
            .replace("parquet.`vehicles`", "tracks");
    try (SparkSession spark =
        LocalSpark.builder(2).config("spark.sql.shuffle.partitions", 2).getOrCreate()) {
      spark
          .read()
          .option("header", true)
          .option("inferSchema", true)
          .csv(table.toString())
          .createOrReplaceTempView("tracks");
      TreeMap<String, Long> counts = new TreeMap<>();
      for (Row row : spark.sql(sql).collectAsList()) {
        String video = row.getString(0).replaceAll(".*/|\\.mp4", "");
        counts.merge(
            String.join(",", video, String.valueOf(row.get(1)), row.getString(2), row.getString(3)),
            row.getLong(4),
            Long::sum);
      }
      return counts.entrySet().stream().map(one -> one.getKey() + "," + one.getValue()).toList();
    }
  }
}
