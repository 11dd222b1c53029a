package io.euge.cli.report;

import static io.euge.cli.report.GeneratedTables.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.CommandRun;
import io.euge.spark.LocalSpark;
import io.euge.testing.ClipWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code euge report}: the figures and pictures of a page are those of the table. */
class ReportCommandIT {
  private static final int ROWS = 60_000;

  @TempDir static Path folder;

  @BeforeAll
  static void writeTables() throws IOException {
    try (SparkSession spark = LocalSpark.start(2)) {
      GeneratedTables.detections(spark, ROWS, folder.resolve("found"));
    }
  }

  private static String report(String table, String... options) throws IOException {
    Path page = folder.resolve(table + ".html");
    String[] words = new String[options.length + 6];
    words[0] = "report";
    words[1] = folder.resolve(table).toString();
    words[2] = "--output";
    words[3] = page.toString();
    words[4] = "--master";
    words[5] = "local[2]";
    System.arraycopy(options, 0, words, 6, options.length);
    CommandRun run = CommandRun.of(words);
    assertThat(run.err()).doesNotContain("Exception");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("written to " + page);
    return Files.readString(page);
  }

  /** Four videos of four cameras; frame i has i modulo 7 detections, so 3.0 on average. */
  @Test
  void aLargeTableIsAddedUpAndItsMissingVideosAreReported() throws IOException {
    long detections = 0;
    for (int i = 0; i < ROWS; i++) {
      detections += i % 15_000 % 7;
    }
    String html = report("found", "--time-zone", "Europe/Berlin", "--moments", "3");
    assertThat(html)
        .contains("<dd>" + number(detections) + "</dd>", "<dd>" + number(ROWS) + "</dd>")
        .contains("<h3>camera 00</h3>", "<h3>camera 03</h3>")
        .doesNotContain("<h3>camera 04</h3>")
        .contains("intervals of 10\u00a0seconds (Europe/Berlin)")
        .contains("31 Jan 2026, 08:00:00 and 31 Jan 2026, 08:09:59 (Europe/Berlin)")
        .contains("31 Jan 08:00:00: 3.0", "6\u00a0detections")
        .contains("No picture: ", "No frame below: ")
        .contains("no table of errors beside");
    assertThat(count(html, "<figcaption><strong>6")).isEqualTo(3);
    assertThat(count(html, "data:image/jpeg")).as("heat maps").isEqualTo(4);
    assertThat(html.length()).isLessThan(600_000);
  }

  /** Two cameras; names of cameras, labels and messages have markup. */
  @Test
  void namesWithMarkupAreTextAndAFrameIsDrawnFromTheVideoAndBlurred() throws IOException {
    Path videos = Files.createDirectory(folder.resolve("videos"));
    new ClipWriter().size(320, 240).frames(30).write(videos.resolve("a.mp4"));
    String row =
        """
        {"video":"%s","camera":"<b>north</b>","frame":%d,"seconds":%s,"time":null,"width":320,"height":240,"pixelAspectRatio":1.0,"detections":[{"label":"<i>car</i>","classId":2,"confidence":0.5,"x":20,"y":20,"width":200,"height":150}%s]}
        """;
    String second =
        ",{\"label\":\"person\",\"classId\":0,\"confidence\":0.5,\"x\":20,\"y\":20,\"width\":200,\"height\":150}";
    Files.writeString(
        folder.resolve("marks.json"),
        row.formatted("/moved/a.mp4", 0, "0.0", "")
            + row.formatted("/moved/a.mp4", 20, "0.8", second));
    Files.writeString(
        folder.resolve("marks.errors.json"),
        """
        {"video":"/moved/b.mp4","stage":"OPEN","code":"CORRUPT","message":"<script>alert(1)</script> is no video"}
        {"video":"/moved/c.mp4","stage":"OPEN","code":"CORRUPT","message":"so is this"}
        """);

    String html = report("marks.json", "--videos", videos.toString());
    assertThat(html)
        .contains("&lt;b&gt;north&lt;/b&gt;", "&lt;i&gt;car&lt;/i&gt;", "&lt;script&gt;alert(1)")
        .doesNotContain("<script", "<b>north", "<i>car", "No picture")
        .contains("<th scope=\"row\">CORRUPT</th><td class=\"words\">OPEN</td><td>2</td><td>2</td>")
        .contains("At most 1.5 in a frame on average")
        .contains("<h2>Where they were</h2>");
    String blurred =
        report("marks.json", "--videos", videos.toString(), "--blur", "person", "--overwrite");
    assertThat(blurred).doesNotContain("No picture");
    assertThat(picture(blurred)).isNotEqualTo(picture(html));
  }

  private static String picture(String html) {
    Matcher picture = Pattern.compile("<img src=\"([^\"]+)\"").matcher(html);
    assertThat(picture.find()).isTrue();
    return picture.group(1);
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
