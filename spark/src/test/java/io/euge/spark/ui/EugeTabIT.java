package io.euge.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.LeakTracker;
import io.euge.spark.EugePlugin;
import io.euge.spark.LocalSpark;
import io.euge.spark.errors.VideoErrors;
import io.euge.testing.Browser;
import io.euge.testing.ClipWriter;
import io.euge.testing.Shared;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkContext;
import org.apache.spark.deploy.history.FsHistoryProvider;
import org.apache.spark.deploy.history.HistoryServer;
import org.apache.spark.deploy.history.HistoryServer$;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tab of an application that detects with a real model, and the same in a history server. */
class EugeTabIT {
  private static final String LOOPBACK = "http://127.0.0.1:";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  @TempDir Path folder;

  @Test
  void theTabShowsTheJobAndTheHistoryServerTheSame() throws Exception {
    Path log = Files.createDirectory(folder.resolve("log"));
    Path videos = Files.createDirectory(folder.resolve("videos"));
    new ClipWriter().frames(40).write(videos.resolve("<img src=x onerror=alert(1)>.mp4"));
    new ClipWriter().frames(25).write(videos.resolve("b & 'c'.mp4"));
    Files.writeString(videos.resolve("<b>text.mp4"), "a text, not a video\n".repeat(100));

    LoopbackConf conf = new LoopbackConf();
    conf.setMaster("local[2]")
        .setAppName("tab")
        .set("spark.plugins", EugePlugin.class.getName())
        .set("spark.ui.port", "0")
        .set("spark.eventLog.enabled", "true")
        .set("spark.eventLog.dir", log.toUri().toString());
    SparkContext context = SparkContext.getOrCreate(conf);
    String application = context.applicationId();
    SparkSession spark = SparkSession.builder().getOrCreate();
    String live;
    try {
      String address = LOOPBACK + context.ui().get().boundPort() + "/euge/";
      assertThat(get(address)).contains("No query of this application has read videos yet.");
      detect(spark, videos);
      live = await(address, "2 done, 1 failed, 0 left of 3");
      look(address);
      assertThat(get(address + "?scan=999")).contains("2 done, 1 failed, 0 left of 3");
    } finally {
      spark.stop();
    }
    assertThat(LeakTracker.openResources()).isEmpty();
    checkNumbers(live);
    checkMarkup(live);

    String past = history(log, application);
    checkNumbers(past);
    checkMarkup(past);
    for (String id : new String[] {"euge-videos", "euge-frames", "euge-bottleneck"}) {
      assertThat(element(past, id)).as(id).isEqualTo(element(live, id));
    }
    for (String id : new String[] {"euge-models", "euge-slowest", "euge-failures", "euge-rates"}) {
      assertThat(element(past, id)).as(id).isEqualTo(element(live, id));
    }
  }

  @Test
  void withoutAUiAndAnEventLogNothingIsStarted() throws Exception {
    try (SparkSession spark =
        LocalSpark.builder(1).config("spark.plugins", EugePlugin.class.getName()).getOrCreate()) {
      assertThat(UiEvents.areWanted(spark.sparkContext())).isFalse();
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .doesNotContain("euge-reports");
    }
  }

  private static void detect(SparkSession spark, Path videos) {
    try (VideoErrors errors = VideoErrors.collect(spark)) {
      assertThat(
              errors
                  .collectFrom(spark.read().format("detections"))
                  .option("model", Shared.model("yolo-fastest-1.1.cfg").toString())
                  .option("on-error", "skip")
                  .load(videos.toString())
                  .collectAsList())
          .hasSize(65);
      assertThat(errors.badVideos()).isEqualTo(1);
    }
  }

  /** A browser loads the page from Spark alone, runs nothing of the names, and complains not. */
  private void look(String address) throws Exception {
    try (Browser browser =
        new Browser(Browser.program(), Files.createDirectory(folder.resolve("profile")))) {
      browser.open(URI.create(address), 1280, 1000, false, "light");
      assertThat(browser.requests()).isNotEmpty().allMatch(url -> url.startsWith(LOOPBACK));
      assertThat(browser.complaints()).isEmpty();
      assertThat(
              browser.value("document.querySelectorAll('#euge img, #euge script').length").asInt())
          .isZero();
      Files.write(Path.of("target", "euge-tab.png"), browser.screenshot());
    }
  }

  private static void checkNumbers(String page) {
    assertThat(element(page, "euge-videos")).contains("2 done, 1 failed, 0 left of 3");
    assertThat(element(page, "euge-frames")).contains("65, ").contains(" a second while");
    assertThat(element(page, "euge-bottleneck")).contains("Bound by ").contains(" would help");
    assertThat(cells(element(page, "euge-models")))
        .matches(
            "driver \\| localhost \\| \\S*yolo-fastest-1\\.1\\.cfg \\| cpu \\| 1 \\| 0 \\| \\S+ [KM]iB .*");
    assertThat(cells(element(page, "euge-executors")))
        .matches("driver \\| localhost \\| 65 \\| 1 \\|.*");
    assertThat(element(page, "euge-slowest")).contains(">40<", ">25<", "1 of 1");
    assertThat(element(page, "euge-failures")).contains("FORMAT");
    assertThat(element(page, "euge-errors")).contains("1 video with FORMAT");
    assertThat(element(page, "euge-rates")).contains("frames a second");
  }

  private static void checkMarkup(String page) {
    assertThat(page)
        .doesNotContain("<img src=x", "<b>text")
        .contains("&lt;img src=x onerror=alert(1)&gt;.mp4", "&lt;b&gt;text.mp4")
        .contains("class=\"navbar-brand\"", "table-striped sortable");
    assertThat(page.substring(page.indexOf("id=\"euge\""))).doesNotContain("http://", "https://");
  }

  private String history(Path log, String application) throws Exception {
    LoopbackConf conf = new LoopbackConf();
    conf.set("spark.history.fs.logDirectory", log.toUri().toString());
    FsHistoryProvider provider = new FsHistoryProvider(conf);
    HistoryServer server =
        new HistoryServer(conf, provider, HistoryServer$.MODULE$.createSecurityManager(conf), 0);
    try {
      server.initialize();
      server.bind();
      provider.start();
      return await(
          LOOPBACK + server.boundPort() + "/history/" + application + "/euge/", "id=\"euge\"");
    } finally {
      server.stop();
    }
  }

  private String await(String address, String text) throws Exception {
    long start = System.nanoTime();
    String page = get(address);
    while (!page.contains(text) && System.nanoTime() - start < PATIENCE.toNanos()) {
      Thread.sleep(100);
      page = get(address);
    }
    assertThat(page).contains(text);
    return page;
  }

  private String get(String address) throws Exception {
    HttpResponse<String> response =
        client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    return response.body();
  }

  /** The element with an id, up to the next end of one of its kind. */
  private static String element(String page, String id) {
    Matcher matcher =
        Pattern.compile("<(\\w+)[^>]*\\bid=\"" + id + "\".*?</\\1>", Pattern.DOTALL).matcher(page);
    assertThat(matcher.find()).as(id).isTrue();
    return matcher.group();
  }

  private static String cells(String table) {
    return table
        .replaceFirst("(?s).*<tbody>", "")
        .replaceAll("</td>\\s*", " | ")
        .replaceAll("<[^>]*>", "")
        .strip();
  }
}
