package io.euge.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.euge.cli.Euge;
import io.euge.model.TinyModel;
import io.euge.spark.errors.VideoError;
import io.euge.spark.errors.VideoErrors;
import io.euge.spark.storage.HadoopVideoSource;
import io.euge.testing.Canary;
import io.euge.testing.ClipWriter;
import io.euge.testing.Frames;
import io.euge.testing.NoLeaks;
import io.euge.testing.OneSentence;
import io.euge.video.DecodeOptions;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.corpus.HostileVideos;
import io.euge.video.decode.VideoReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that objects in S3 cannot make the reader open another object or file, or contact a server.
 */
@ExtendWith(NoLeaks.class)
@DisabledOnOs(OS.WINDOWS)
class HostileObjectsIT {
  private static final Configuration HADOOP = new Configuration();

  @TempDir static Path folder;
  private static S3Server server;
  private static Canary canary;
  private static byte[] good;
  private static List<String> lists;

  @BeforeAll
  static void start() throws Exception {
    server = new S3Server(folder.resolve("s3"));
    server.settings().forEach(HADOOP::set);
    canary = new Canary(folder.resolve("other.ts"));
    good = Files.readAllBytes(new ClipWriter().write(folder.resolve("good.mp4")));
    // The other file that lists refer to exists and is a video.
    byte[] beside = Files.readAllBytes(new ClipWriter().write(folder.resolve("beside.ts")));
    server.put(Map.of("hostile/other.ts", beside, "hostile/good.mp4", good));
    lists = putLists();
  }

  @AfterAll
  static void stop() throws Exception {
    if (canary != null) {
      canary.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void theSourceTakesNoListOfOtherFilesForAVideo() throws Exception {
    try (SparkSession spark = spark();
        VideoErrors errors = VideoErrors.collect(spark)) {
      assertThat(
              errors
                  .collectFrom(spark.read().format("detections"))
                  .option("model", TinyModel.write(folder.resolve("model")).toString())
                  .option("on-error", "record")
                  .load(lists.toArray(String[]::new))
                  .count())
          .isZero();
      assertThat(errors.list())
          .extracting(VideoError::video)
          .containsExactlyInAnyOrderElementsOf(lists);
    }
    for (String path : lists) {
      VideoException e = catchThrowableOfType(VideoException.class, () -> frames(path));
      assertThat(e.code()).as(path).isEqualTo(Code.FORMAT);
      assertThat(OneSentence.of(e)).startsWith(path + " is not a video in a format Euge reads");
    }
    assertUntouched();
  }

  @Test
  void theCommandRecordsListsOfOtherFilesAsBadInput() throws Exception {
    List<String> command = new ArrayList<>(List.of("detect", path("good.mp4")));
    command.addAll(lists);
    command.addAll(List.of("--model", TinyModel.write(folder.resolve("model")).toString()));
    command.addAll(List.of("--master", "local[2]", "--output", folder + "/table"));
    server.settings().forEach((key, value) -> command.addAll(conf(key, value)));
    assertThat(Euge.run(command.toArray(String[]::new))).isEqualTo(3);
    try (SparkSession spark = spark()) {
      assertThat(spark.read().parquet(folder + "/table").count()).isEqualTo(25);
      List<Row> errors =
          spark
              .read()
              .parquet(folder + "/table/" + VideoErrors.TABLE)
              .select("video", "code", "message")
              .collectAsList();
      assertThat(errors)
          .extracting(row -> row.getString(0))
          .containsExactlyInAnyOrderElementsOf(lists);
      assertThat(errors)
          .allSatisfy(
              row -> {
                assertThat(row.getString(1)).isEqualTo("FORMAT");
                assertThat(row.getString(2))
                    .startsWith(row.getString(0) + " is not a video in a format Euge reads")
                    .hasLineCount(1);
              });
    }
    assertUntouched();
  }

  @Test
  void dataReferencesAndLinksAreNotFollowed() throws Exception {
    Path other = canary.file();
    String name = other.getFileName().toString();
    byte[] mkv = Files.readAllBytes(new ClipWriter().write(folder.resolve("good.mkv")));
    Map<String, byte[]> objects =
        Map.of(
            "alias.mp4", HostileVideos.alias(good, other),
            "alias.mov", HostileVideos.alias(good, other),
            "beside.mp4", HostileVideos.location(good, name),
            "absolute.mp4", HostileVideos.location(good, "file://" + other),
            "object.mp4", HostileVideos.location(good, path(name)),
            "http.mp4",
                HostileVideos.location(good, "http://127.0.0.1:" + canary.port() + "/a.mp4"),
            "linked.mkv", HostileVideos.linked(mkv, other));
    List<String> paths = put(objects);
    List<String> own = frames(path("good.mp4"));
    assertThat(own).hasSize(25);
    for (String path : paths) {
      if (path.endsWith(".mkv")) {
        assertThat(frames(path)).as(path).hasSize(25);
      } else {
        assertThat(framesOrNone(path)).as(path).isIn(own, List.of());
      }
    }
    try (SparkSession spark = spark()) {
      List<Row> counts =
          spark
              .read()
              .format("video")
              .option("on-error", "skip")
              .load(paths.toArray(String[]::new))
              .groupBy("video")
              .count()
              .collectAsList();
      assertThat(counts).isNotEmpty().allMatch(row -> row.getLong(1) == 25);
    }
    assertUntouched();
  }

  /** Uploads all lists, under their own names and with the names of videos. */
  private static List<String> putLists() throws Exception {
    Map<String, byte[]> objects = new TreeMap<>();
    HostileVideos.lists(canary.file(), canary.port())
        .forEach(
            (name, bytes) ->
                List.of("", ".mp4").forEach(ending -> objects.put(name + ending, bytes)));
    String targets = path("other.ts") + "\n" + server.endpoint() + "/videos/hostile/other.ts\n";
    objects.put("objects.m3u8", ("#EXTM3U\n#EXTINF:5,\n" + targets).getBytes(UTF_8));
    objects.put("objects.mp4", objects.get("objects.m3u8"));
    return put(objects);
  }

  private static List<String> put(Map<String, byte[]> objects) throws Exception {
    Map<String, byte[]> placed = new TreeMap<>();
    objects.forEach((name, bytes) -> placed.put("hostile/" + name, bytes));
    server.put(placed);
    return objects.keySet().stream().map(HostileObjectsIT::path).toList();
  }

  private static String path(String name) {
    return "s3a://" + S3Server.BUCKET + "/hostile/" + name;
  }

  private static List<String> frames(String path) {
    try (VideoReader reader =
        VideoReader.open(
            new HadoopVideoSource(path, HADOOP), Segment.whole(), DecodeOptions.DEFAULT)) {
      return Frames.of(reader);
    }
  }

  private static List<String> framesOrNone(String path) {
    try {
      return frames(path);
    } catch (VideoException e) {
      OneSentence.of(e);
      return List.of();
    }
  }

  private static List<String> conf(String key, String value) {
    return List.of("--conf", "spark.hadoop." + key + "=" + value);
  }

  private static SparkSession spark() {
    SparkSession.Builder session =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", 2);
    server.settings().forEach((key, value) -> session.config("spark.hadoop." + key, value));
    return session.getOrCreate();
  }

  private static void assertUntouched() throws InterruptedException {
    assertThat(canary.fileWasOpened(200)).as("another file was opened").isFalse();
    assertThat(canary.wasConnected(200)).as("somebody was called").isFalse();
  }
}
