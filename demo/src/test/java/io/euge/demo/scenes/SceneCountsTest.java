package io.euge.demo.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.count.CountCommand;
import io.euge.evaluation.groundtruth.VideoGroundTruth;
import io.euge.traffic.Clip;
import io.euge.traffic.Conditions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SceneCountsTest {
  @TempDir Path folder;

  @Test
  void countingTheWholeBoxesGivesTheCrossingsOfTheTruth() throws Exception {
    Path videos = Files.createDirectory(folder.resolve("videos"));
    Conditions[] conditions = Conditions.values();
    Scenes scenes =
        new Scenes(
            videos,
            IntStream.range(0, 20)
                .mapToObj(
                    i -> new Clip(800_000 + i, conditions[i % conditions.length], 160, 90, 10, 8))
                .toList());
    scenes.make(scenes.missing(), Files.createDirectory(folder.resolve("scratch")), () -> {});
    SceneLines.write(videos);

    Map<String, Integer> truth = new TreeMap<>();
    for (Clip clip : scenes.all()) {
      VideoGroundTruth of = scenes.read(clip);
      of.lineCrossings()
          .forEach(
              one ->
                  truth.merge(
                      String.join(
                          ",",
                          of.video(),
                          one.line(),
                          one.direction(),
                          one.kind().toLowerCase(Locale.ROOT)),
                      1,
                      Integer::sum));
    }
    assertThat(truth).hasSizeGreaterThan(60);
    assertThat(counted(videos)).isEqualTo(truth);
  }

  private Map<String, Integer> counted(Path videos) throws Exception {
    Path output = folder.resolve("counts.csv");
    StringWriter out = new StringWriter();
    int exit =
        new CommandLine(new CountCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(out, true))
            .execute(
                videos.toString(),
                "--lines",
                videos.resolve(SceneLines.NAME).toString(),
                "--interval",
                "3s",
                "--output",
                output.toString());
    assertThat(exit).as(out.toString()).isZero();
    Map<String, Integer> counted = new TreeMap<>();
    for (String line : Files.readAllLines(output).subList(1, 2)) {
      assertThat(line).startsWith("day-800000.mp4,");
    }
    for (String line : Files.readAllLines(output)) {
      String[] cells = line.split(",", -1);
      if (cells[6].equals("crossing") && !cells[10].equals("0")) {
        counted.merge(
            String.join(",", cells[0], cells[7], cells[8], cells[9]),
            Integer.parseInt(cells[10]),
            Integer::sum);
      }
    }
    return counted;
  }
}
