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
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tab of an application that detects with a real model, and the same in a history server. */
class EugeTabIT {
  private static final String LOOPBACK = "http://127.0.0.1:";

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
    SparkSession spark = SparkSession.builder().getOrCreate();
    TabPage live;
    try {
      URI address = URI.create(LOOPBACK + context.ui().get().boundPort() + "/euge/");
      assertThat(TabPage.get(address).html())
          .contains("No query of this application has read videos yet.");
      detect(spark, videos);
      live = TabPage.await(address, page -> page.html().contains("2 done, 1 failed, 0 left of 3"));
      look(address);
      assertThat(TabPage.get(address.resolve("?scan=999")).html())
          .contains("2 done, 1 failed, 0 left of 3");
    } finally {
      spark.stop();
    }
    assertThat(LeakTracker.openResources()).isEmpty();
    checkNumbers(live);
    checkMarkup(live);

    TabPage past;
    try (EventLogPages pages = new EventLogPages(log)) {
      past = pages.tab();
    }
    checkNumbers(past);
    checkMarkup(past);
    for (String id : new String[] {"euge-videos", "euge-frames", "euge-bottleneck"}) {
      assertThat(past.element(id)).as(id).isEqualTo(live.element(id));
    }
    for (String id : new String[] {"euge-models", "euge-slowest", "euge-failures", "euge-rates"}) {
      assertThat(past.element(id)).as(id).isEqualTo(live.element(id));
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
  private void look(URI address) throws Exception {
    try (Browser browser =
        new Browser(Browser.program(), Files.createDirectory(folder.resolve("profile")))) {
      browser.open(address, 1280, 1000, false, "light");
      assertThat(browser.requests()).isNotEmpty().allMatch(url -> url.startsWith(LOOPBACK));
      assertThat(browser.complaints()).isEmpty();
      assertThat(
              browser.value("document.querySelectorAll('#euge img, #euge script').length").asInt())
          .isZero();
      Files.write(Path.of("target", "euge-tab.png"), browser.screenshot());
    }
  }

  private static void checkNumbers(TabPage page) {
    assertThat(page.element("euge-videos")).contains("2 done, 1 failed, 0 left of 3");
    assertThat(page.element("euge-frames")).contains("65, ").contains(" a second while");
    assertThat(page.element("euge-bottleneck")).contains("Bound by ").contains(" would help");
    assertThat(page.rows("euge-models"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(String.join(" | ", row))
                    .matches(
                        "driver \\| localhost \\| \\S*yolo-fastest-1\\.1\\.cfg \\| cpu \\| 1 \\| 0"
                            + " \\| \\S+ [KM]iB .*"));
    assertThat(page.rows("euge-executors"))
        .singleElement()
        .satisfies(row -> assertThat(row).startsWith("driver", "localhost", "65", "1"));
    assertThat(page.element("euge-slowest")).contains(">40<", ">25<", "1 of 1");
    assertThat(page.element("euge-failures")).contains("FORMAT");
    assertThat(page.element("euge-errors")).contains("1 video with FORMAT");
    assertThat(page.element("euge-rates")).contains("frames a second");
  }

  private static void checkMarkup(TabPage tab) {
    String page = tab.html();
    assertThat(page)
        .doesNotContain("<img src=x", "<b>text")
        .contains("&lt;img src=x onerror=alert(1)&gt;.mp4", "&lt;b&gt;text.mp4")
        .contains("class=\"navbar-brand\"", "table-striped sortable");
    assertThat(page.substring(page.indexOf("id=\"euge\""))).doesNotContain("http://", "https://");
  }
}
