package io.euge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.cli.Euge;
import io.euge.evaluation.groundtruth.VideoGroundTruth;
import io.euge.testing.Browser;
import io.euge.video.decode.VideoReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo, on clips of a second each, and demos that are ended before they are done. */
@Timeout(600)
class DemoIT {
  private static final int CLIPS = 6;
  private static final int FRAMES = CLIPS * 25;

  @TempDir static Path above;

  private static Path folder;
  private static String said;
  private static JsonNode result;

  @BeforeAll
  static void demo() throws Exception {
    folder = above.resolve("a demo [x]");
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(Euge.run(arguments(folder))).isZero();
    } finally {
      System.setOut(before);
    }
    said = out.toString(StandardCharsets.UTF_8);
    result = new ObjectMapper().readTree(folder.resolve("demo.json").toFile());
  }

  private static String[] arguments(Path output) {
    return new String[] {"demo", "--output", output.toString(), "--seconds", "1"};
  }

  @Test
  void everyStepIsSaidAndTheEndNamesWhatWasMade() {
    assertThat(said).contains("1/6  6 clips", "2/6  ", "3/6  ", "4/6  ", "5/6  ", "6/6  ");
    assertThat(said)
        .contains("both runs have bit-identical detections")
        .contains(folder.resolve("report.html").toString())
        .contains(folder.resolve("annotated.mp4").toString())
        .contains("./euge detect YOUR_VIDEO --model ");
  }

  @Test
  void everythingIsThereAndNothingElse() throws Exception {
    try (Stream<Path> entries = Files.list(folder)) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .containsExactlyInAnyOrder(
              ".euge-demo",
              "videos",
              "detections",
              "pictures",
              "annotated.mp4",
              "demo.json",
              "report.html",
              "sharing.svg");
    }
    assertThat(folder.resolve("detections/_SUCCESS")).exists();
    assertThat(folder.resolve("pictures").toFile().list()).hasSize(CLIPS);
    assertThat(folder.resolve("report.html")).content().contains("<html");
    try (VideoReader film =
        VideoReader.open(folder.resolve("annotated.mp4"), io.euge.video.DecodeOptions.DEFAULT)) {
      int frames = 0;
      while (film.next()) {
        frames++;
      }
      assertThat(frames).isEqualTo(FRAMES);
    }
  }

  @Test
  void theReportIsWholeInABrowser() throws Exception {
    Path profile = Files.createDirectory(above.resolve("profile"));
    try (Browser browser = new Browser(Browser.program(), profile)) {
      browser.open(folder.resolve("report.html"), 1280, 900, false, "light");
      assertThat(
              browser
                  .value(
                      "[...document.images].filter(i => i.complete && i.naturalWidth > 0).length")
                  .asInt())
          .as("pictures that are loaded")
          .isEqualTo(browser.value("document.images.length").asInt())
          .isEqualTo(CLIPS);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void evaluateGivesTheSameFigures() throws Exception {
    Path file = above.resolve("figures.json");
    String[] words = {
      "evaluate",
      folder.resolve("detections").toString(),
      "--truth",
      folder.resolve("videos").toString(),
      "--json",
      file.toString()
    };
    assertThat(Euge.run(words)).isZero();
    JsonNode figures = new ObjectMapper().readTree(file.toFile());
    JsonNode overall = result.get("overall");
    assertThat(figures.at("/overall/objects")).isEqualTo(overall.get("there"));
    assertThat(figures.at("/overall/found")).isEqualTo(overall.get("found"));
    assertThat(figures.at("/overall/wrong")).isEqualTo(overall.get("wrong"));
    assertThat(figures.at("/overall/precision")).isEqualTo(overall.get("precision"));
    assertThat(figures.at("/overall/recall")).isEqualTo(overall.get("recall"));
    assertThat(figures.get("map50")).isEqualTo(overall.get("averagePrecision"));
  }

  @Test
  void everyFrameOfTheTruthWasLookedAt() throws Exception {
    assertThat(result.get("clips")).hasSize(CLIPS);
    int frames = 0;
    for (JsonNode clip : result.get("clips")) {
      String name = clip.get("video").asText().replace(".mp4", ".truth.json");
      VideoGroundTruth truth = VideoGroundTruth.read(folder.resolve("videos").resolve(name));
      assertThat(clip.get("frames").asInt()).isEqualTo(truth.frames().size());
      frames += truth.frames().size();
    }
    assertThat(frames).isEqualTo(FRAMES);
    for (JsonNode run : result.get("runs")) {
      assertThat(run.get("frames").asInt()).isEqualTo(FRAMES);
    }
  }

  @Test
  void countsAreBesideTheTrueCrossings() throws Exception {
    assertThat(said).contains(" counted at the lines of the lanes, of ");
    int there = 0;
    int apart = 0;
    int crossings = 0;
    for (JsonNode clip : result.get("clips")) {
      String name = clip.get("video").asText().replace(".mp4", ".truth.json");
      crossings +=
          VideoGroundTruth.read(folder.resolve("videos").resolve(name)).lineCrossings().size();
      for (JsonNode lane : clip.get("lanes")) {
        there += lane.get("there").asInt();
        apart += Math.abs(lane.get("there").asInt() - lane.get("counted").asInt());
      }
    }
    assertThat(there).isEqualTo(crossings);
    assertThat(apart).isLessThanOrEqualTo(2);
    assertThat(folder.resolve("videos/scenes.lines.json")).exists();
  }

  @Test
  void bothRunsFoundTheSameAndOneHadOneModel() {
    for (String which : List.of("runs", "large")) {
      JsonNode shared = result.get(which).get(0);
      JsonNode apart = result.get(which).get(1);
      assertThat(shared.get("sharing").asText()).isEqualTo("PROCESS");
      assertThat(apart.get("sharing").asText()).isEqualTo("TASK");
      assertThat(shared.get("digest")).isEqualTo(apart.get("digest"));
      assertThat(shared.get("loads").asInt()).isEqualTo(1);
      assertThat(shared.get("copies").asInt()).isEqualTo(1);
      assertThat(apart.get("loads").asInt()).isEqualTo(CLIPS);
      assertThat(apart.get("copies").asInt()).isBetween(1, 4);
      for (JsonNode run : List.of(shared, apart)) {
        assertThat(run.get("seconds").asDouble()).isPositive();
        assertThat(run.get("readySeconds").asDouble())
            .isPositive()
            .isLessThan(run.get("seconds").asDouble());
      }
    }
  }

  @Test
  void privateCopiesOfALargeModelCostMemory() {
    JsonNode shared = result.get("large").get(0);
    JsonNode apart = result.get("large").get(1);
    if (shared.get("peakBytes").isNull()) {
      return; // This system does not tell.
    }
    assertThat(growth(apart)).isGreaterThan(growth(shared));
  }

  private static long growth(JsonNode run) {
    return run.get("peakBytes").asLong() - run.get("beforeBytes").asLong();
  }

  @Test
  void aProcessThatIsKilledEndsTheDemoWithASentence() throws Exception {
    long made = folder.resolve("videos/day-800000.mp4").toFile().lastModified();
    Path log = above.resolve("killed.txt");
    Process demo = start(folder, log);
    try {
      child(demo).destroyForcibly();
      assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      demo.destroyForcibly();
    }
    assertThat(demo.exitValue()).isEqualTo(1);
    assertThat(Files.readString(log))
        .contains("6 clips are there from an earlier demo")
        .contains("euge: Cannot run the job: its process was killed from outside");
    assertThat(folder.resolve("videos/day-800000.mp4").toFile().lastModified()).isEqualTo(made);
    assertThat(folder.resolve(".work")).doesNotExist();
    assertThat(folder.resolve("report.html")).as("of the demo before").exists();
  }

  @Test
  void anInterruptedDemoTakesItsProcessesAlong() throws Exception {
    Path own = above.resolve("interrupted");
    Process demo = start(own, above.resolve("interrupted.txt"));
    try {
      ProcessHandle child = child(demo);
      demo.destroy();
      assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(10));
    } finally {
      demo.destroyForcibly();
    }
    assertThat(own.resolve("videos")).isNotEmptyDirectory();
    assertThat(own.resolve(".work")).doesNotExist();
  }

  private static Process start(Path output, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Euge.class.getName()));
    command.addAll(List.of(arguments(output)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** The first process that the demo starts, once it is there. */
  private static ProcessHandle child(Process demo) throws InterruptedException {
    while (demo.isAlive()) {
      // A child begins as a copy of the demo, and then is the helper that Java spawns processes
      // with.
      Optional<String> own = demo.info().commandLine();
      Optional<ProcessHandle> java =
          demo.children()
              .filter(child -> child.info().command().orElse("").endsWith("java"))
              .filter(child -> !child.info().commandLine().equals(own))
              .findFirst();
      if (java.isPresent()) {
        return java.get();
      }
      Thread.sleep(20);
    }
    throw new AssertionError("the demo ended with " + demo.exitValue());
  }
}
