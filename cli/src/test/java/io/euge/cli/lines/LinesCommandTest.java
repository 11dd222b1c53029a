package io.euge.cli.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.CommandRun;
import io.euge.testing.ClipWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesCommandTest {
  @TempDir Path folder;
  private Path clip;

  @BeforeEach
  void writeClip() {
    clip = new ClipWriter().size(64, 48).frames(3).write(folder.resolve("clip.mp4"));
  }

  private CommandRun lines(String... options) {
    String[] words = new String[options.length + 4];
    words[0] = "lines";
    words[1] = clip.toString();
    words[2] = "--output";
    words[3] = folder.resolve("page.html").toString();
    System.arraycopy(options, 0, words, 4, options.length);
    return CommandRun.of(words);
  }

  private void fails(int exit, String message, String... options) {
    CommandRun run = lines(options);
    assertThat(run.err()).contains(message);
    assertThat(run.errors()).hasSize(exit == 2 ? run.errors().size() : 1);
    assertThat(run.exit()).isEqualTo(exit);
    assertThat(folder.resolve("page.html")).doesNotExist();
  }

  @Test
  void theSizeIsThatOfTheDetections() throws Exception {
    clip = new ClipWriter().size(65, 47).frames(2).rotation(90).write(folder.resolve("odd.mp4"));
    assertThat(lines().exit()).isZero();
    assertThat(folder.resolve("page.html")).content().contains("\"width\":47,\"height\":65");
  }

  @Test
  void aBadLinesFileIsOneSentence() throws Exception {
    Path lines = Files.writeString(folder.resolve("lines.json"), "{\"type\": \"Feature\"}");
    fails(
        1,
        "lines.json: type is \"Feature\"; give \"FeatureCollection\"",
        "--lines",
        lines.toString());
    fails(1, "Cannot read the lines file", "--lines", folder.resolve("none.json").toString());
  }

  @Test
  void aTimeAfterTheEndIsOneSentence() {
    fails(1, "ends before 9.0 s: give another --at", "--at", "9");
    fails(2, "--at is -1.0: give seconds of at least 0", "--at", "-1");
  }

  @Test
  void whatCannotBeReadIsOneSentence() throws Exception {
    clip = Files.writeString(folder.resolve("text.mp4"), "no video");
    fails(1, "text.mp4");
    clip = folder.resolve("missing.mp4");
    fails(1, "missing.mp4");
  }

  @Test
  void onlyAPageIsReplaced() throws Exception {
    Path page = folder.resolve("page.html");
    assertThat(lines().exit()).isZero();
    assertThat(lines().err()).contains("already exists");
    assertThat(lines("--overwrite").exit()).isZero();
    Files.writeString(page, "notes");
    assertThat(lines("--overwrite").err()).contains("is a file that is not a page of euge lines");
    assertThat(page).content().isEqualTo("notes");
  }
}
