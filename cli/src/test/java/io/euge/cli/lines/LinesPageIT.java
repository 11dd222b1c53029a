package io.euge.cli.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.CommandRun;
import io.euge.counting.layout.CountingLayout;
import io.euge.counting.layout.LinesFile;
import io.euge.counting.layout.Point;
import io.euge.testing.Browser;
import io.euge.testing.ClipWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of {@code euge lines} in a browser, with mouse and keys; its file is read as it is. */
class LinesPageIT {
  private static final RecursiveComparisonConfiguration NEAR =
      RecursiveComparisonConfiguration.builder()
          .withComparatorForType(
              (one, other) -> Math.abs(one - other) <= 1.5 ? 0 : Double.compare(one, other),
              Double.class)
          .build();

  @TempDir static Path folder;

  private static Browser browser;
  private static Path clip;
  private Path downloads;
  private int runs;

  @BeforeAll
  static void openABrowser() throws Exception {
    browser = new Browser(Browser.program(), Files.createDirectory(folder.resolve("profile")));
    clip = new ClipWriter().size(320, 240).frames(3).write(folder.resolve("north <1>.mp4"));
  }

  @AfterAll
  static void closeIt() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void downloadsGoToAFolder() throws Exception {
    downloads = Files.createTempDirectory(folder, "downloads");
    browser.call(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", downloads.toString()));
  }

  private void open(Path video, String... options) throws Exception {
    Path page = downloads.resolve("page-" + ++runs + ".html");
    String[] words = new String[options.length + 4];
    words[0] = "lines";
    words[1] = video.toString();
    words[2] = "--output";
    words[3] = page.toString();
    System.arraycopy(options, 0, words, 4, options.length);
    CommandRun run = CommandRun.of(words);
    assertThat(run.exit()).as(run.err()).isZero();
    browser.open(page, 1280, 900, false, "light");
  }

  /** Presses, moves and releases at places of the frame. */
  private static void mouse(double... places) throws Exception {
    double[] screen = new double[places.length];
    for (int i = 0; i < places.length; i += 2) {
      String point =
          "(() => { const p = new DOMPoint(%s * given.ratio, %s).matrixTransform(picture.getScreenCTM()); return [p.x, p.y] })()"
              .formatted(places[i], places[i + 1]);
      screen[i] = browser.value(point).get(0).asDouble();
      screen[i + 1] = browser.value(point).get(1).asDouble();
    }
    event("mousePressed", screen[0], screen[1]);
    event("mouseMoved", screen[screen.length - 2], screen[screen.length - 1]);
    event("mouseReleased", screen[screen.length - 2], screen[screen.length - 1]);
  }

  private static void event(String type, double x, double y) throws Exception {
    browser.call(
        "Input.dispatchMouseEvent",
        Map.of("type", type, "x", x, "y", y, "button", "left", "clickCount", 1));
  }

  private static void keys(String... keys) throws Exception {
    for (String key : keys) {
      for (String type : List.of("keyDown", "keyUp")) {
        browser.call("Input.dispatchKeyEvent", Map.of("type", type, "key", key));
      }
    }
  }

  private static void click(String button) throws Exception {
    browser.value(
        "[...document.querySelectorAll('button')].find(b => (b.getAttribute('aria-label') || b.textContent) === '%s').click()"
            .formatted(button));
  }

  /** Types into the field of a label, the n-th of this label from 0. */
  private static void type(String label, int index, String text) throws Exception {
    browser.value(
        "(() => { const f = [...document.querySelectorAll('#list label')].filter(l => l.firstChild.textContent === '%s')[%d].querySelector('input, select'); f.focus(); if (f.select) f.select(); else { f.value = '%s'; f.dispatchEvent(new Event('change')) } })()"
            .formatted(label, index, text));
    browser.call("Input.insertText", Map.of("text", text));
    browser.value("document.activeElement.blur()");
  }

  private Path download() throws Exception {
    assertThat(browser.value("byId('problems').textContent").asText()).isEmpty();
    click("Download lines.json");
    Path file = downloads.resolve("lines.json");
    for (int i = 0; i < 100 && !Files.exists(file); i++) {
      Thread.sleep(50);
    }
    assertThat(file).content().isEqualTo(browser.value("byId('text').value").asText());
    assertThat(browser.complaints()).isEmpty();
    return file;
  }

  private CountingLayout saved() throws Exception {
    return LinesFile.read(download()).layout("", clip.getFileName().toString(), 320, 240);
  }

  @Test
  void everyShapeIsDrawnWithTheMouseNamedAndSaved() throws Exception {
    open(clip);
    click("Line");
    mouse(40, 120);
    mouse(280, 120);
    type("Name", 0, "bridge");
    type("Along the arrow", 0, "south");
    type("Against it", 0, "north");
    area("Zone", 100, 150);
    area("Region to look at", 5, 5);
    area("Region to ignore", 200, 20);
    click("Road for speeds");
    for (double[] at : new double[][] {{60, 60}, {260, 60}, {300, 230}, {20, 230}}) {
      mouse(at);
    }
    assertThat(browser.value("byId('problems').textContent").asText())
        .contains("give the places of the four points in meters");
    assertThat(browser.value("byId('save').disabled").asBoolean()).isTrue();
    String[] meters = {"0", "0", "7", "0", "7", "30.5", "0", "30,5"};
    for (int i = 0; i < 8; i++) {
      type(i / 2 + 1 + (i % 2 == 0 ? ", across (m)" : ", along (m)"), 0, meters[i]);
    }
    click("Route");
    type("From", 0, "bridge");
    type("To", 0, "zone 1");

    CountingLayout layout = saved();
    assertThat(layout.lines()).hasSize(1);
    assertThat(layout.lines().get(0).name()).isEqualTo("bridge");
    assertThat(layout.lines().get(0).toRight()).isEqualTo("south");
    assertThat(layout.lines().get(0).toLeft()).isEqualTo("north");
    assertThat(layout.lines().get(0).points())
        .usingRecursiveFieldByFieldElementComparator(NEAR)
        .containsExactly(new Point(40, 120), new Point(280, 120));
    assertThat(layout.zones()).hasSize(1);
    assertThat(layout.regions()).hasSize(1);
    assertThat(layout.ignored()).hasSize(1);
    assertThat(layout.isLookedAt(new Point(20, 20))).isTrue();
    assertThat(layout.isLookedAt(new Point(215, 30))).isFalse();
    assertThat(layout.routes().get(0).from()).isEqualTo("bridge");
    assertThat(layout.routes().get(0).to()).isEqualTo("zone 1");
    assertThat(layout.plane().get().meters(new Point(300, 230)).y()).isBetween(30.0, 31.0);
  }

  private static void area(String tool, double x, double y) throws Exception {
    click(tool);
    mouse(x, y);
    mouse(x + 60, y);
    mouse(x + 60, y + 40);
    mouse(x, y + 40);
    mouse(x, y);
  }

  @Test
  void theArrowPointsToTheSideOfTheFirstDirection() throws Exception {
    open(clip);
    click("Line");
    mouse(40, 120);
    mouse(280, 120);
    String down =
        "(l => l.getAttribute('y2') - l.getAttribute('y1'))(document.querySelector('.way'))";
    assertThat(browser.value(down).asDouble()).isPositive();
    click("Turn round line 1");
    assertThat(browser.value(down).asDouble()).isNegative();
  }

  @Test
  void shapesAndPointsAreMovedAndDeletedAndUndone() throws Exception {
    open(clip);
    click("Line");
    mouse(40, 120);
    mouse(280, 120);
    mouse(280, 120, 200, 60);
    mouse(120, 90, 120, 130);
    assertThat(saved().lines().get(0).points())
        .usingRecursiveFieldByFieldElementComparator(NEAR)
        .containsExactly(new Point(40, 160), new Point(200, 100));
    Files.delete(downloads.resolve("lines.json"));
    mouse(120, 130, 500, 130);
    assertThat(saved().lines().get(0).points().get(1).x()).isEqualTo(320);
    click("Delete line 1");
    assertThat(browser.value("byId('problems').textContent").asText()).contains("Draw a line");
    click("Undo");
    assertThat(browser.value("items.length").asInt()).isEqualTo(1);
  }

  @Test
  void aLineIsDrawnWithTheKeyboardAlone() throws Exception {
    open(clip);
    click("Zone");
    keys(" ", "ArrowRight", "ArrowRight", " ", "ArrowDown", " ", "Enter");
    assertThat(saved().zones().get(0).area().points())
        .containsExactly(new Point(160, 120), new Point(162, 120), new Point(162, 121));
    Files.delete(downloads.resolve("lines.json"));
    browser.value("document.querySelector('[data-point=\"2\"]').focus()");
    keys("ArrowDown", "ArrowDown", "ArrowLeft");
    assertThat(saved().zones().get(0).area().points().get(2)).isEqualTo(new Point(161, 123));
  }

  @Test
  void aFileIsEditedAndItsFeaturesForOtherCamerasAreKept() throws Exception {
    Path lines =
        Files.writeString(
            downloads.resolve("given.json"),
            """
            {"type": "FeatureCollection", "units": "frame", "name": "</script>", "features": [
              {"type": "Feature", "properties": {"kind": "line", "camera": "north*", "name": "<b>a</b>"},
               "geometry": {"type": "LineString", "coordinates": [[0.123456789, 0.5], [0.5, 0.5], [1, 0.6]]}},
              {"type": "Feature", "properties": {"kind": "zone", "camera": "south", "name": "a"},
               "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}}]}
            """);
    open(clip, "--lines", lines.toString());
    assertThat(browser.value("byId('others').textContent").asText()).contains("1 of other cameras");
    click("Zone");
    keys(" ", "ArrowRight", " ", "ArrowDown", " ", "Enter");
    Path file = download();
    assertThat(file).content().contains("0.123456789", "</script>", "\"camera\":\"north <1>\"");
    LinesFile saved = LinesFile.read(file);
    LinesFile before = LinesFile.read(lines);
    assertThat(saved.layout("south", "", 100, 100)).isEqualTo(before.layout("south", "", 100, 100));
    CountingLayout here = saved.layout("", "north <1>.mp4", 320, 240);
    assertThat(here.lines()).isEqualTo(before.layout("", "north <1>.mp4", 320, 240).lines());
    assertThat(here.zones()).hasSize(1);
  }

  @Test
  void pointsOfAVideoWithWidePixelsAreInItsPixels() throws Exception {
    Path wide =
        new ClipWriter()
            .size(160, 120)
            .frames(2)
            .pixelAspectRatio(2, 1)
            .write(downloads.resolve("wide.mp4"));
    open(wide);
    click("Line");
    mouse(10, 100);
    mouse(150, 20);
    assertThat(browser.value("picture.viewBox.baseVal.width").asDouble()).isEqualTo(320);
    assertThat(LinesFile.read(download()).layout("", "wide.mp4", 160, 120).lines().get(0).points())
        .usingRecursiveFieldByFieldElementComparator(NEAR)
        .containsExactly(new Point(10, 100), new Point(150, 20));
  }

  @ParameterizedTest
  @CsvSource({"1280, 900, false, light", "1280, 900, false, dark", "390, 844, true, dark"})
  void thePageLoadsNothingAndFitsTheScreen(int width, int height, boolean phone, String scheme)
      throws Exception {
    open(clip);
    click("Line");
    browser.open(downloads.resolve("page-" + runs + ".html"), width, height, phone, scheme);
    Files.createDirectories(Path.of("target", "lines"));
    click("Line");
    mouse(40, 120);
    mouse(280, 150);
    area("Zone", 100, 170);
    Files.write(Path.of("target", "lines", width + "-" + scheme + ".png"), browser.screenshot());
    assertThat(browser.value("document.documentElement.scrollWidth").asInt()).isEqualTo(width);
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(address -> address.startsWith("file:") || address.startsWith("data:"));
  }
}
