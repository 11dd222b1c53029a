package io.euge.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.cli.Euge;
import io.euge.inference.GpuSimulation;
import io.euge.inference.SimulatedGpuType;
import io.euge.testing.ClipWriter;
import io.euge.testing.FfmpegProgram;
import io.euge.testing.LongTests;
import io.euge.testing.NvidiaTools;
import io.euge.testing.Shared;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That everything is measured; how fast the machine is, is no matter of a test. */
class BenchIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void theLimitHasEveryPartForOneThreadAndForAll() throws Exception {
    Path clip = new ClipWriter().size(320, 240).frames(40).write(folder.resolve("clip.mp4"));

    JsonNode result =
        JSON.readTree(
            printed(
                "bench limit --json --repeat 1 --passes 1 --threads 2 --model %s --video %s",
                model(), clip));

    assertThat(result.get("frames").asInt()).isEqualTo(40);
    assertThat(result.get("results")).hasSize(2);
    for (JsonNode row : result.get("results")) {
      for (String part : new String[] {"inference", "decoding", "together", "additiveBound"}) {
        assertThat(row.get(part).asDouble()).as(part).isPositive();
      }
    }
    assertThat(result.at("/results/1/spark").asDouble()).isPositive();
    assertThat(result.at("/results/1/sparkOfBound").asDouble()).isPositive();
    assertThat(result.at("/account/metricsCalls").asInt()).isPositive();
    assertThat(result.at("/account/metricsShare").asDouble()).isBetween(0.0, 0.01);
    assertThat(result.at("/account/accountingShare").asDouble()).isBetween(0.0, 0.01);
  }

  @Test
  void postprocessingIsASmallPartOfAFrameInModelsOfOtherTools() throws Exception {
    Path clip = new ClipWriter().size(640, 480).frames(12).write(folder.resolve("clip.mp4"));

    JsonNode result =
        JSON.readTree(
            printed(
                "bench models --json --frames 10 --repeat 3 --confidence 0.3 --batches 1,4 --video %s --labels ultraface_rfb_320.onnx=face %s %s %s %s %s",
                clip,
                model(),
                Shared.file("data/onnx/yolox_nano_416.onnx"),
                Shared.file("data/onnx/fastestdet_352.onnx"),
                Shared.file("data/onnx/ultraface_rfb_320.onnx"),
                Shared.file("data/onnx/yolo26n-pose_256_int8qdq.onnx")));

    assertThat(result.get("results")).hasSize(5);
    assertThat(result.get("confidence").asDouble()).isEqualTo(0.3);
    assertThat(result.at("/results/3/family").asText()).isEqualTo("ssd");
    assertThat(result.at("/results/4/allFieldsMillis").asDouble()).isPositive();
    assertThat(result.at("/results/1/allFieldsMillis").isMissingNode()).isTrue();
    assertThat(result.at("/results/1/family").asText()).isEqualTo("yolox");
    assertThat(result.at("/results/1/originalGraphMillis").asDouble()).isPositive();
    assertThat(result.at("/results/1/cpuRatio").asDouble()).isBetween(0.5, 1.5);
    assertThat(result.get("preprocessingCpuNanosPerPixel")).hasSize(5);
    assertThat(result.get("batchCpuMillisPerFrame")).hasSize(5);
    assertThat(result.at("/batchCpuMillisPerFrame/yolox_nano_416/4").asDouble()).isPositive();
    for (JsonNode row : result.get("results")) {
      assertThat(row.get("framesPerSecond").asDouble()).isPositive();
      assertThat(row.get("compiled").asBoolean()).isTrue();
      assertThat(row.get("boxes").isInt()).isTrue();
      // The face detector has 4,420 boxes behind so small a network that a busy machine shows.
      double most = row.get("family").asText().equals("ssd") ? 0.2 : 0.05;
      assertThat(row.get("postprocessingShare").asDouble()).as("%s", row).isBetween(0.0, most);
    }
  }

  @Test
  void sharingHasEveryPointOfEveryContestantAndAPageWithPlots() throws Exception {
    Path json = folder.resolve("sharing.json");
    Path report = folder.resolve("report");

    printed(
        "bench sharing --quick --tasks %s --model %s --video %s --json %s --report %s",
        LongTests.enabled() ? "1,2" : "2",
        Shared.model("yolo-fastest-1.1.cfg"),
        Shared.highway(),
        json,
        report);

    JsonNode result = JSON.readTree(json.toFile());
    assertThat(result.get("detectionsEqual").asBoolean()).isTrue();
    assertThat(result.get("detections").asText()).doesNotStartWith("0 ");
    assertEveryPoint(result);
    assertThat(result.at("/curves/0/points")).hasSize(2);
    for (JsonNode point : result.at("/curves/0/points")) {
      assertThat(point.get("framesPerSecond")).hasSize(3);
    }
    assertThat(result.get("mapped")).hasSize(2);
    assertThat(result.at("/mapped/1/memory")).hasSize(2);
    String page = Files.readString(report.resolve("index.html"));
    assertThat(page.split("<svg", -1)).hasSize(1 + 6);
    assertThat(report.resolve("curve.svg")).isNotEmptyFile();
  }

  @Test
  void theExperimentOfTheGpuRunsOnASimulatedOneWithMpsAndIsResumed() throws Exception {
    NvidiaTools.mpsControl();
    Path points = folder.resolve("points.jsonl");
    String line =
        "bench gpu --device sim --sim h100 --tasks 2 --processes 2 --batches 2 --small 1,2"
            + " --seconds 0.1 --model %s --points %s";

    printed(line + " --minutes 0.0001", Shared.model("yolo-fastest-1.1.cfg"), points);
    assertThat(points).doesNotExist();
    String text = printed(line, Shared.model("yolo-fastest-1.1.cfg"), points);

    assertThat(text).contains("On a simulated GPU", "All outputs are those of the CPU");
    assertThat(checkPoints(points)).isEqualTo(12);
    Files.write(points, Files.readAllLines(points).subList(0, 11));
    Path json = folder.resolve("gpu.json");
    Path report = folder.resolve("gpu");
    Path parameters = folder.resolve("gpu.properties");
    printed(
        line + " --json %s --report %s --parameters %s",
        Shared.model("yolo-fastest-1.1.cfg"),
        points,
        json,
        report,
        parameters);
    assertThat(Files.readAllLines(points)).hasSize(12);
    JsonNode result = JSON.readTree(json.toFile());
    assertThat(result.get("points")).hasSize(12);
    assertThat(result.get("right").asBoolean()).isTrue();
    assertThat(result.at("/processes/0/overTurns").asDouble()).isPositive();
    assertThat(result.at("/processes/0/overOneProcess").asDouble()).isPositive();
    assertThat(report.resolve("index.html"))
        .content()
        .contains("a simulated GPU", "What sharing saves");
    assertMemoryOf(GpuSimulation.load().type("h100"), parameters);
  }

  /** The memory that the points show is that which the simulated GPU gave. */
  private static void assertMemoryOf(SimulatedGpuType type, Path parameters) {
    SimulatedGpuType measured = GpuSimulation.load().type(parameters.toString());
    assertThat(measured.measured().orElseThrow()).startsWith("a simulated GPU, NVIDIA H100");
    assertThat(measured.memory()).isEqualTo(type.memory());
    assertThat(measured.activation()).isCloseTo(type.activation(), withinPercentage(5));
    assertThat(measured.session()).isCloseTo(type.session(), withinPercentage(5));
  }

  @Test
  void theExperimentOfTheGpuRunsOnTheProcessor() throws Exception {
    Path points = folder.resolve("points.jsonl");
    String text =
        printed(
            "bench gpu --device cpu --tasks 2 --processes 1 --batches 2 --small 1 --seconds 0.1"
                + " --model %s --points %s --video %s",
            Shared.model("yolo-fastest-1.1.cfg"), points, Shared.highway());
    assertThat(text).contains("cores", "boxes differ by 0.0000 pixels").doesNotContain(" 0 pairs");
    assertThat(checkPoints(points)).isEqualTo(7);
  }

  /** Checks the lines of a file and returns their number. */
  private static int checkPoints(Path points) throws IOException {
    Set<String> seen = new HashSet<>();
    for (String text : Files.readAllLines(points)) {
      JsonNode result = JSON.readTree(text);
      assertThat(result.get("failure").asText()).isEmpty();
      assertThat(seen.add(result.get("point").toString())).isTrue();
      assertThat(result.get("same").asBoolean()).isTrue();
      assertThat(result.get("difference").asDouble()).isZero();
      assertThat(result.get("framesPerSecond").asDouble()).isPositive();
      assertThat(result.get("small")).isNotEmpty();
    }
    return seen.size();
  }

  @Test
  void aJobWithACheckpointIsComparedWithOneWithoutAndRunAgain() throws Exception {
    Path json = folder.resolve("checkpoint.json");

    String text =
        printed(
            "bench checkpoint --clips 5 --frames 3 --files 4 --repeat 1 --model %s --json %s",
            Shared.model("yolo-fastest-1.1.cfg"), json);

    assertThat(text).contains("5 clips of 3 frames", "4 finished files", "a run without new files");
    JsonNode result = JSON.readTree(json.toFile());
    assertThat(result.get("ratio").asDouble()).isPositive();
    assertThat(result.get("processorRatio").asDouble()).isPositive();
    for (String figure : new String[] {"plain", "keptProcessor", "nextRun", "status"}) {
      assertThat(result.at("/" + figure + "/rounds")).as(figure).hasSize(1);
    }
    assertThat(result.get("firstRun").asDouble())
        .as("the run that reads the files")
        .isGreaterThan(result.at("/status/rounds/0").asDouble());
  }

  @Test
  void predictionsAreComparedWithTheJobsThatTheyPredict() throws Exception {
    Path clip = new ClipWriter().size(320, 240).frames(60).write(folder.resolve("clip.mp4"));
    Path json = folder.resolve("tune.json");

    String text =
        printed(
            "bench tune --copies 2 --repeat 1 --seconds 0.5 --model %s --video %s --json %s",
            Shared.model("yolo-fastest-1.1.cfg"), clip, json);

    assertThat(text).contains("clip.mp4, jobs of ", "predicted ", "median ");
    JsonNode result = JSON.readTree(json.toFile());
    assertThat(result.at("/rounds")).hasSize(1);
    assertThat(result.at("/rounds/0/seconds").asDouble()).isPositive();
    assertThat(result.at("/rounds/0/predictedSeconds").asDouble())
        .as("on a machine that does other work too")
        .isBetween(
            0.1 * result.at("/rounds/0/seconds").asDouble(),
            10 * result.at("/rounds/0/seconds").asDouble());
  }

  @Test
  void decodingHasARowOfEveryCodecAndEveryPart() throws Exception {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
    Path json = folder.resolve("decode.json");

    String table =
        printed(
            "bench decode --rounds 1 --frames 20 --hours 0.003 --segments 2,4 --detection-seconds 4"
                + " --files 20 --model %s --json %s",
            Shared.model("yolo-fastest-1.1.cfg"), json);

    assertThat(table).contains("H.264", "HEVC", "VP9", "AV1", "MPEG-4 part 2", "MPEG-2");
    assertThat(table).contains("--every 10", "--keyframes", "unsplit", "Planning 20 files");
    JsonNode result = JSON.readTree(json.toFile());
    assertThat(result.at("/codecs/codecs")).hasSize(6);
    for (JsonNode row : result.at("/codecs/codecs")) {
      assertThat(row.get("ratio").asDouble()).isPositive();
      assertThat(row.get("ratioScaled").asDouble()).isPositive();
      assertThat(row.get("eugeDecoder").asText()).isNotEmpty();
      assertThat(row.get("ffmpegDecoder").asText()).isNotEqualTo("unknown");
    }
    assertThat(result.at("/sampling/samplings"))
        .extracting(row -> row.get("frames").asInt())
        .containsExactly(20, 2, 1, 1);
    assertThat(result.at("/splitting/ways")).hasSize(3);
    assertThat(result.at("/splitting/frames").asInt()).isBetween(324, 329);
    assertThat(result.at("/splittingDetections/ways")).hasSize(2);
    for (JsonNode way : result.at("/splitting/ways")) {
      assertThat(way.get("speedup").asDouble()).isPositive();
    }
    assertThat(result.at("/planning/filesPerSecond").asDouble()).isPositive();
    assertThat(result.at("/planning/tasks").asInt()).isGreaterThan(1);
  }

  private static void assertEveryPoint(JsonNode result) {
    Set<String> seen = new HashSet<>();
    for (JsonNode point : result.get("points")) {
      seen.add(point.get("contestant").asText() + " " + point.get("tasks").asInt());
      for (String figure :
          new String[] {
            "readySeconds", "peakBytes", "clipFramesPerSecond", "steadyFramesPerSecond"
          }) {
        assertThat(point.get(figure).asDouble()).as(figure).isPositive();
      }
      boolean isPrivate = point.get("contestant").asText().startsWith("PRIVATE");
      long loads = point.at("/rounds/0/job/loads").asLong();
      assertThat(loads).isEqualTo(isPrivate ? point.get("clips").asLong() : 1);
    }
    assertThat(seen).hasSize((int) LongTests.choose(4, 8));
  }

  private static Path model() {
    return Shared.model("yolo-fastest-1.1-xl.cfg");
  }

  /** Runs a command line whose words have no spaces, and returns what it printed. */
  private static String printed(String command, Object... values) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      String[] args = command.split(" ", -1);
      for (int i = 0, next = 0; i < args.length; i++) {
        if (args[i].equals("%s")) {
          args[i] = values[next++].toString();
        }
      }
      assertThat(Euge.run(args)).isZero();
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
