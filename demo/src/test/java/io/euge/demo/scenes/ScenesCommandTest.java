package io.euge.demo.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.evaluation.groundtruth.VideoGroundTruth;
import io.euge.traffic.Conditions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ScenesCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();

  private int run(String... options) {
    String[] words = new String[options.length + 2];
    words[0] = "--output";
    words[1] = folder.resolve("made").toString();
    System.arraycopy(options, 0, words, 2, options.length);
    return new CommandLine(new ScenesCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(out, true))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              out.write(failure.getMessage());
              return 1;
            })
        .execute(words);
  }

  @Test
  void clipsOfSeedsInOrderLieThereWithTheirTruths() throws Exception {
    assertThat(run("--seed", "900001", "--count", "2", "--seconds", "0.08")).isZero();
    assertThat(folder.resolve("made").toFile().list())
        .containsExactlyInAnyOrder(
            "day-900001.mp4",
            "day-900001.truth.json",
            "overcast-900002.mp4",
            "overcast-900002.truth.json",
            "scenes.lines.json");
    VideoGroundTruth truth =
        VideoGroundTruth.read(folder.resolve("made/overcast-900002.truth.json"));
    assertThat(truth.conditions()).isEqualTo(Conditions.OVERCAST.name());
    assertThat(truth.frames()).hasSize(2);
    assertThat(out.toString()).contains("2 clips, 4 frames in ", "; 0 of them already existed");
    assertThat(run("--seed", "900001", "--count", "3", "--seconds", "0.08")).isZero();
    assertThat(out.toString()).contains("3 clips, 6 frames in ", "; 2 of them already existed");
  }

  @Test
  void whatCannotBeIsOneSentence() throws Exception {
    assertThat(run("--count", "0")).isNotZero();
    assertThat(out.toString()).contains("--count is 0: give a number from 1 to 10000");
    assertThat(run("--seconds", "NaN")).isNotZero();
    assertThat(out.toString()).contains("--seconds is NaN: give a number from 0.04 to 600");
    assertThat(run("--seed", "-1")).isNotZero();
    assertThat(out.toString()).contains("--seed is -1: give a number from 0 to 1000000000000");
    Files.writeString(folder.resolve("made"), "a file");
    assertThat(run()).isNotZero();
    assertThat(out.toString())
        .contains("Cannot write to the directory", "made: Not a directory; give another --output");
  }
}
