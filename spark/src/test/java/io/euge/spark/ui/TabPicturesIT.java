package io.euge.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.Detection;
import io.euge.rendering.FramePicture;
import io.euge.spark.EugePlugin;
import io.euge.testing.Browser;
import io.euge.testing.Shared;
import io.euge.video.DecodeOptions;
import io.euge.video.Segment;
import io.euge.video.VideoSource;
import io.euge.video.decode.VideoReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.function.ForeachFunction;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pictures of running tasks, and the screenshot of the tab in the documentation. With {@code
 * -Deuge.pictures=DIRECTORY} a longer job makes the screenshot there; otherwise it is in {@code
 * target}.
 */
class TabPicturesIT {
  private static final Pattern PICTURE =
      Pattern.compile(
          "base64,([^\"]+)\"[^>]*>\\s*<figcaption[^>]*>[^<]*frame (\\d+) at [^<]* of ([^<]+)<");

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LONG_PATIENCE = Duration.ofMinutes(8);

  /** Of a video in the documentation's job. */
  private static final int VIDEO_FRAMES = 189;

  private static final Map<String, Row> ROWS = new ConcurrentHashMap<>();
  private static final Map<String, Integer> ROWS_BY_VIDEO = new ConcurrentHashMap<>();
  private static final CountDownLatch LOOKED = new CountDownLatch(1);

  @TempDir Path folder;

  private static Duration patience() {
    return forDocumentation() ? LONG_PATIENCE : PATIENCE;
  }

  /** The documentation has pictures whose license permits it. */
  private static Path video() {
    return forDocumentation() ? Shared.carDetection() : Shared.highway();
  }

  private static boolean forDocumentation() {
    return System.getProperty("euge.pictures") != null;
  }

  @Test
  void aRunningTaskShowsItsLastFrameWithItsBoxes() throws Exception {
    Path log = Files.createDirectory(folder.resolve("log"));
    Path traffic = forDocumentation() ? Path.of("/tmp/traffic") : folder;
    Path videos = Files.createDirectories(traffic.resolve("recordings"));
    Path model = model(traffic);
    for (int i = 1; i <= 4; i++) {
      Files.createSymbolicLink(videos.resolve("parking-" + i + ".mp4"), video());
    }
    Files.writeString(videos.resolve("bridge-1.mp4"), "a text, not a video\n".repeat(100));
    LoopbackConf conf = new LoopbackConf();
    conf.setMaster("local[2]")
        .setAppName("euge detect")
        .set("spark.plugins", EugePlugin.class.getName())
        .set("spark.ui.port", "0")
        .set("spark.eventLog.enabled", "true")
        .set("spark.eventLog.compress", "false")
        .set("spark.eventLog.dir", log.toUri().toString());
    SparkContext context = SparkContext.getOrCreate(conf);
    SparkSession spark = SparkSession.builder().getOrCreate();
    CompletableFuture<Void> job = CompletableFuture.runAsync(() -> detect(spark, videos, model));
    try {
      URI tab = URI.create("http://127.0.0.1:" + context.ui().get().boundPort() + "/euge/");
      String page = await(tab, job, true);
      Matcher pictures = PICTURE.matcher(page);
      assertThat(pictures.find()).as(page).isTrue();
      do {
        check(Base64.getDecoder().decode(pictures.group(1)), row(pictures));
      } while (pictures.find());
      screenshot(tab);
      LOOKED.countDown();
      job.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(await(tab, job, false)).contains("id=\"euge-videos\"");
    } finally {
      LOOKED.countDown();
      spark.stop();
      if (forDocumentation()) {
        JavaUtils.deleteRecursively(traffic.toFile());
      }
    }
    checkLog(log);
  }

  /** Copies the model of the documentation, so that the page has a short name. */
  private static Path model(Path traffic) throws IOException {
    if (!forDocumentation()) {
      return Shared.model("yolo-fastest-1.1.cfg");
    }
    for (String file :
        List.of("yolo-fastest-1.1-xl.cfg", "yolo-fastest-1.1-xl.weights", "coco.names")) {
      Files.copy(Shared.model(file), traffic.resolve(file));
    }
    return traffic.resolve("yolo-fastest-1.1-xl.cfg");
  }

  private static void detect(SparkSession spark, Path videos, Path model) {
    spark.sparkContext().setJobDescription("cars in the recordings");
    DataFrameReader reader = spark.read().format("detections");
    if (forDocumentation()) {
      reader.option("classes", "car");
    }
    reader
        .option("model", model.toString())
        .option("on-error", "skip")
        .option("every", forDocumentation() ? "2" : "8")
        .option("ui-frames", "true")
        .load(videos.toString())
        .select("video", "frame", "detections")
        .foreach((ForeachFunction<Row>) TabPicturesIT::take);
  }

  /** Takes a row; after some, the tasks wait until the test has looked at them. */
  private static void take(Row row) throws InterruptedException {
    ROWS.put(row.getLong(1) + " of " + row.getString(0), row);
    int ofVideo = ROWS_BY_VIDEO.merge(row.getString(0), 1, Integer::sum);
    if (isLateEnough(ofVideo)) {
      // In the documentation, the next pictures come until one has a car.
      boolean goesOn = forDocumentation() && row.getList(2).isEmpty();
      if (!LOOKED.await(goesOn ? 4 : patience().toSeconds(), TimeUnit.SECONDS) && !goesOn) {
        throw new IllegalStateException("The test has not looked");
      }
    }
  }

  /** In the documentation, two of four videos are done, and this one is nearly. */
  private static boolean isLateEnough(int rowsOfVideo) {
    Collection<Integer> rows = ROWS_BY_VIDEO.values();
    return forDocumentation()
        ? rowsOfVideo >= VIDEO_FRAMES - 20
            && rowsOfVideo < VIDEO_FRAMES
            && rows.stream().filter(all -> all >= VIDEO_FRAMES).count() >= 2
        : rows.stream().mapToInt(Integer::intValue).sum() >= 40;
  }

  /** Returns the row of a picture, which may come a moment after it. */
  private static Row row(Matcher picture) throws InterruptedException {
    String name = picture.group(2) + " of " + picture.group(3);
    long start = System.nanoTime();
    while (!ROWS.containsKey(name) && System.nanoTime() - start < PATIENCE.toNanos()) {
      Thread.sleep(20);
    }
    Row row = ROWS.get(name);
    assertThat(row).as(picture.group(3)).isNotNull();
    return row;
  }

  /** The picture is what the frame of the video looks like with the boxes of its row. */
  private static void check(byte[] jpeg, Row row) throws IOException {
    assertThat(jpeg).startsWith(0xFF, 0xD8).hasSizeBetween(2000, FramePicture.MAX_BYTES);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
    assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(320, 180);
    List<Row> boxes = row.getList(2);
    List<Detection> detections = boxes.stream().map(TabPicturesIT::detection).toList();
    FramePicture picture = new FramePicture();
    try (VideoReader video =
        VideoReader.open(VideoSource.of(video()), Segment.whole(), DecodeOptions.DEFAULT)) {
      do {
        assertThat(video.next()).isTrue();
      } while (video.frame() < row.getLong(1));
      picture.take(video);
    }
    assertThat(jpeg).isEqualTo(picture.draw(detections));
    assertThat(forDocumentation() || !detections.isEmpty()).as("boxes in the frame").isTrue();
    if (!detections.isEmpty()) {
      assertThat(jpeg).isNotEqualTo(picture.draw(List.of()));
    }
  }

  private static Detection detection(Row box) {
    return new Detection(
        box.getAs("label"),
        box.<Integer>getAs("classId"),
        box.<Float>getAs("confidence"),
        box.<Float>getAs("x"),
        box.<Float>getAs("y"),
        box.<Float>getAs("width"),
        box.<Float>getAs("height"));
  }

  private void screenshot(URI tab) throws Exception {
    byte[] png;
    try (Browser browser =
        new Browser(Browser.program(), Files.createDirectory(folder.resolve("profile")))) {
      browser.open(tab, 1280, 1000, false, "light");
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests())
          .isNotEmpty()
          .allMatch(url -> url.startsWith("http://127.0.0.1:") || url.startsWith("data:image/"));
      assertThat(browser.value("document.querySelector('#euge-pictures img').naturalWidth").asInt())
          .isEqualTo(320);
      png = browser.screenshot();
    }
    Path directory = Path.of(System.getProperty("euge.pictures", "target"));
    Files.write(Files.createDirectories(directory).resolve("spark-ui.png"), png);
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(picture.getWidth()).isEqualTo(1280);
    assertThat(picture.getHeight()).isBetween(900, 3000);
    Set<Integer> colors = new HashSet<>();
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        colors.add(picture.getRGB(x, y));
      }
    }
    assertThat(colors).as("not blank").hasSizeGreaterThan(1000);
    assertThat(png.length).isBetween(50_000, 500_000);
  }

  private String await(URI tab, CompletableFuture<?> job, boolean pictured) throws Exception {
    long start = System.nanoTime();
    String page = TabPage.get(tab).html();
    while (!(pictured ? isPictured(page) : !PICTURE.matcher(page).find())
        && !(pictured && job.isDone())
        && System.nanoTime() - start < patience().toNanos()) {
      Thread.sleep(100);
      page = TabPage.get(tab).html();
    }
    if (job.isCompletedExceptionally()) {
      job.get();
    }
    assertThat(PICTURE.matcher(page).find()).as(page).isEqualTo(pictured);
    return page;
  }

  /** Returns whether a page has pictures, in the documentation beside all other sections. */
  private static boolean isPictured(String page) {
    if (!forDocumentation()) {
      return PICTURE.matcher(page).find();
    }
    List<Row> rows =
        PICTURE
            .matcher(page)
            .results()
            .map(picture -> ROWS.get(picture.group(2) + " of " + picture.group(3)))
            .toList();
    TabPage tab = new TabPage(page);
    return rows.size() == 2
        && rows.stream().anyMatch(row -> row != null && !row.getList(2).isEmpty())
        && tab.has("euge-bottleneck")
        && tab.rows("euge-slowest").size() == 2;
  }

  private static void checkLog(Path log) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(log)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(text.indexOf("ExecutorsReported")).isPositive();
    assertThat(text.indexOf("TaskPicture")).as("pictures are in no log").isNegative();
    assertThat(text.indexOf("/9j/")).as("the first letters of a JPEG").isNegative();
  }
}
