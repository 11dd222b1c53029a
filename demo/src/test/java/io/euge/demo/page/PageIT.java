package io.euge.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page as a browser shows it, with screenshots in {@code target/report}. */
class PageIT {
  private static final Path SHOTS = Path.of("target", "report");

  @TempDir static Path folder;

  private static Browser browser;
  private static Path page;

  @BeforeAll
  static void openABrowser() throws Exception {
    Path program = Browser.program();
    Path report = Files.createDirectory(folder.resolve("a report"));
    page = Page.write(Example.story(report), report);
    Files.createDirectories(SHOTS);
    browser = new Browser(program, Files.createDirectory(folder.resolve("profile")));
  }

  @AfterAll
  static void closeIt() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1280, 900, false, light",
    "1280, 900, false, dark",
    "390, 844, true, light",
    "360, 740, true, dark"
  })
  void thePageIsWhole(int width, int height, boolean phone, String scheme) throws Exception {
    browser.open(page, width, height, phone, scheme);
    Files.write(SHOTS.resolve(width + "-" + scheme + ".png"), browser.screenshot());

    assertThat(browser.value("[...document.images].map(i => i.naturalWidth).join()").asText())
        .as("widths of the pictures")
        .isEqualTo("640,640,640");
    assertThat(
            browser
                .value(
                    "[...document.querySelectorAll('.plot svg, .bars svg')].filter(s =>"
                        + " s.getBoundingClientRect().width > 150 &&"
                        + " s.getBoundingClientRect().height > 10).length")
                .asInt())
        .as("plots: two clips, eight pairs of bars")
        .isEqualTo(2 + 8 * 2);
    assertThat(browser.value("document.documentElement.scrollWidth").asInt())
        .as("nothing is wider than the screen")
        .isEqualTo(width);
    assertThat(browser.value("document.body.innerText").asText())
        .contains("91.3\u00a0%", "48.0 frames/s", "101\u00a0MB", "./euge detect VIDEO");
    assertThat(browser.value(FILM).asInt()).as("the film plays").isEqualTo(640);
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(address -> address.startsWith("file:") || address.startsWith("data:"));
  }

  /** The width of the film once the browser has read it. */
  private static final String FILM =
      """
      new Promise((done, failed) => {
        const film = document.querySelector('video');
        film.onerror = () => failed(film.error.message);
        film.onloadedmetadata = () => done(film.videoWidth);
        if (film.readyState > 0) done(film.videoWidth);
      })
      """;
}
