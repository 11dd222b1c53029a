package io.euge.demo.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.demo.page.Story.Command;
import io.euge.demo.page.Story.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class PageTest {
  @TempDir static Path folder;

  private static Story story;

  @BeforeAll
  static void filmIt() {
    story = Example.story(folder);
  }

  @Test
  void allFiguresAreInThePage() throws IOException {
    assertThat(written(story))
        .contains("<strong>91.3\u00a0% of the vehicles were found</strong>")
        .contains("95.1\u00a0%")
        .contains("with a confidence of at least 0.25;")
        .contains("this machine made 2\u00a0clips of traffic with a known truth, watched")
        .contains("48.0 frames/s")
        .contains("101\u00a0MB")
        .contains("1,604\u00a0MB")
        .contains("sooner, and the job added 54\u00a0MB less")
        .contains("9f3c1e77a0b2")
        .contains("van")
        .doesNotContain("zebra");
  }

  @Test
  void clipsOfAnEarlierDemoAreNotCalledMade() throws IOException {
    assertThat(written(with(1, story.pictures(), List.of(), List.of())))
        .contains("this machine made 1\u00a0clip of traffic with a known truth, took 1 from");
    assertThat(written(with(2, story.pictures(), List.of(), List.of())))
        .contains(
            "this machine took 2\u00a0clips of traffic with a known truth from an earlier demo");
  }

  @Test
  void theSharedRunComesFirst() throws IOException {
    String page = written(story);
    assertThat(page.indexOf("12.5\u00a0s")).isPositive().isLessThan(page.indexOf("14.1\u00a0s"));
  }

  @Test
  void thePlotsOfSharingAreAPictureToo() throws Exception {
    Path page = Page.write(story, folder.resolve("picture"));
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(page.resolveSibling(Page.SHARING).toFile());
    assertThat(svg.getDocumentElement().getTextContent())
        .contains("demo (1.7\u00a0MB), 4\u00a0tasks, models loaded plainly")
        .contains("48.0 frames/s, 12.5\u00a0s", "14.1\u00a0s")
        .contains("26.8\u00a0s", "1,604\u00a0MB");
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(1 + 2 * 16);
  }

  @Test
  void countsStandBesideTheTruth() throws IOException {
    assertThat(written(story))
        .contains("<td class=\"words\">towards</td><td>3</td><td>4</td>")
        .contains("Lane by lane, 2 vehicles were counted too many or too few.")
        .contains("<th scope=\"row\">all</th><td></td><td></td><td>8</td><td>8</td>");
  }

  @Test
  void markupHasTheDigitsOfMarkupInEveryLanguage() throws IOException {
    String page = written(story);
    String plots = Page.sharingPicture(story);
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("fa"));
    try {
      assertThat(String.format(Locale.getDefault(), "%d", 1)).isEqualTo("\u06f1");
      assertThat(written(story)).isEqualTo(page);
      assertThat(Page.sharingPicture(story)).isEqualTo(plots);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void whatComesFromOutsideIsEscaped() throws IOException {
    String script = "<script>alert(\"1\")</script> & 'x'";
    Path still = story.pictures().get(0).file();
    String page =
        written(
            with(
                List.of(new Picture(script, script, still)),
                List.of(new Command(script, script)),
                List.of(script)));
    assertThat(page)
        .doesNotContain("<script")
        .contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;");
  }

  @Test
  void aStoryOfLittleIsAPageToo() throws IOException {
    Story little =
        new Story(
            story.at(),
            1,
            story.machine(),
            story.network(),
            List.of(),
            0,
            story.runs().subList(0, 1),
            List.of(),
            story.overall(),
            List.of(),
            story.pictures().subList(0, 1),
            Optional.empty(),
            List.of(),
            List.of());
    assertThat(written(little)).doesNotContain("<video", "NaN", "Infinity", "Both found");
  }

  @Test
  void runsThatFoundOtherThingsAreNotCompared() throws IOException {
    Story.Run run = story.runs().get(0);
    Story.Run other =
        new Story.Run(run.sharing(), 4, 600, 10, 18, Double.NaN, 0, 0, 1, 3987, "another digest");
    Story two =
        new Story(
            story.at(),
            1,
            story.machine(),
            story.network(),
            story.clips(),
            0,
            List.of(run, other),
            List.of(),
            story.overall(),
            story.classes(),
            story.pictures(),
            story.film(),
            List.of(),
            List.of());
    assertThat(written(two)).contains("did not find the same").contains("not known");
  }

  @Test
  void aFileThatIsNoPictureIsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "no picture");
    Story wrong = with(List.of(new Picture("caption", "words", text)), List.of(), List.of());
    assertThatThrownBy(() -> Page.write(wrong, folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("notes.txt");
  }

  private static String written(Story told) throws IOException {
    return Files.readString(Page.write(told, folder.resolve("page")));
  }

  private static Story with(List<Picture> pictures, List<Command> commands, List<String> limits) {
    return with(0, pictures, commands, limits);
  }

  private static Story with(
      int reused, List<Picture> pictures, List<Command> commands, List<String> limits) {
    return new Story(
        story.at(),
        story.seconds(),
        story.machine(),
        story.network(),
        story.clips(),
        reused,
        story.runs(),
        story.further(),
        story.overall(),
        story.classes(),
        pictures,
        story.film(),
        commands,
        limits);
  }
}
