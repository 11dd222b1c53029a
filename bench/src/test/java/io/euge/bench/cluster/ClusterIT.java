package io.euge.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.cli.Euge;
import io.euge.testing.ClipWriter;
import io.euge.testing.NvidiaTools;
import io.euge.testing.Shared;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Tests the experiment with real clusters, on simulated GPUs and on the CPU. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ClusterIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FRAMES = 8;

  @TempDir Path folder;

  @Test
  void executorsShareASimulatedGpuInTurnsAndByMps() throws Exception {
    NvidiaTools.mpsControl();
    Path json = folder.resolve("cluster.json");
    String line = "--device sim --gpus 1 --jobs 1 --executors 2 --tasks 1";

    String text = run(line, "--report", folder.resolve("report").toString());

    assertThat(text)
        .contains("On a simulated GPU", "clip.mp4", "have the same rows", "MPS / time-slicing");
    List<JsonNode> points = points(2, 1);
    assertThat(points.get(0).at("/peakMiB/0").asInt()).as("contexts and copies").isGreaterThan(560);
    assertThat(folder.resolve("report/index.html")).content().contains("a simulated GPU", "<svg");
    run(line, "--json", json.toString());
    assertThat(points(2, 1)).as("nothing was measured again").isEqualTo(points);
    assertThat(JSON.readTree(json.toFile()).at("/comparisons/0/framesPerSecond").asDouble())
        .isPositive();
  }

  @Test
  @EnabledIf("io.euge.testing.LongTests#enabled")
  void theTasksOfAnExecutorUseAllItsSimulatedGpus() throws Exception {
    run("--device sim --gpus 2 --tasks 1 --policies spark");

    List<JsonNode> points = points(2, 1);
    assertThat(points)
        .extracting(point -> point.at("/point/gpusOfExecutor").asInt())
        .containsExactly(1, 2);
    for (JsonNode point : points) {
      assertThat(point.get("peakMiB"))
          .as("Spark assigned each GPU")
          .allSatisfy(peak -> assertThat(peak.asInt()).isGreaterThan(280));
    }
  }

  @Test
  void jobsShareTheCpu() throws Exception {
    String text = run("--device cpu --jobs 2 --executors 1 --tasks 1");

    assertThat(text).contains(" cores (", "have the same rows");
    assertThat(points(1, 2).get(0).get("peakMiB")).isEmpty();
  }

  @AfterEach
  void allProcessesHaveEnded() {
    assertThat(ProcessHandle.current().descendants())
        .noneMatch(process -> process.info().commandLine().orElse("").contains("org.apache.spark"));
  }

  /** Runs a short experiment, whose points are in a file, and returns what it printed. */
  private String run(String options, String... others) throws Exception {
    Path clip = folder.resolve("clip.mp4");
    if (!Files.exists(clip)) {
      new ClipWriter().frames(FRAMES).write(clip);
    }
    List<String> line = new ArrayList<>(List.of("bench", "cluster"));
    line.addAll(List.of(options.split(" ", -1)));
    line.addAll(List.of("--model", Shared.model("yolo-fastest-1.1.cfg").toString()));
    line.addAll(List.of("--video", clip.toString(), "--copies", "2"));
    line.addAll(List.of("--points", folder.resolve("points.jsonl").toString()));
    line.addAll(List.of("--conf", "spark.executor.memory=700m"));
    line.addAll(List.of(others));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Euge.run(
            new PrintWriter(out, true), new PrintWriter(err, true), line.toArray(String[]::new));
    assertThat(code).as("%s%s", out, err).isZero();
    return out.toString();
  }

  /** Checks the points in the file and returns them. */
  private List<JsonNode> points(int count, int jobs) throws Exception {
    List<JsonNode> points = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("points.jsonl"))) {
      JsonNode point = JSON.readTree(line);
      assertThat(point.get("failure").asText()).isEmpty();
      assertThat(point.get("frames").asInt()).isEqualTo(jobs * 2 * FRAMES);
      assertThat(point.get("framesPerSecond").asDouble()).isPositive();
      assertThat(point.get("wallSeconds").asDouble())
          .isGreaterThan(point.get("taskSeconds").asDouble());
      points.add(point);
    }
    assertThat(points).hasSize(count);
    return points;
  }
}
