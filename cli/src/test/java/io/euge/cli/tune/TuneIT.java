package io.euge.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.cli.CommandRun;
import io.euge.testing.FakePrograms;
import io.euge.testing.Shared;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Measures a real model here; how fast the machine is, is no matter of a test. */
class TuneIT {
  @TempDir Path folder;

  @Test
  void theProposedLinesRun() throws Exception {
    CommandRun tuned =
        tune(
            Shared.highway().toString(),
            "--every",
            "10",
            "--hours",
            "100",
            "--seconds",
            "0.2",
            "--price-per-hour",
            "2",
            "--json");
    assertThat(tuned.exit()).as(tuned.err()).isZero();
    JsonNode result = new ObjectMapper().readTree(tuned.out());
    assertThat(result.get("tasksMeasured").asInt()).isEqualTo(2);
    assertThat(result.get("variants")).hasSize(3);
    for (String positive :
        List.of(
            "startSeconds",
            "loadSeconds",
            "segmentOpeningSeconds",
            "decodingFramesPerSecond",
            "modelBytes",
            "pricePerVideoHour",
            "videoHoursPerHour",
            "videoHoursPerHourAndCore")) {
      assertThat(result.get(positive).asDouble()).as(positive).isPositive();
    }
    assertThat(result.get("predictedSeconds").asDouble())
        .isGreaterThan(result.get("predictedDetectionSeconds").asDouble());
    assertThat(result.get("bottleneck").asText()).startsWith("bound by ");

    List<String> detect =
        new ArrayList<>(
            List.of(
                "detect",
                Shared.highway().toString(),
                "--every",
                "50",
                "--model",
                model(),
                "--master",
                "local[2]",
                "--output",
                folder.resolve("table").toString()));
    result
        .get("conf")
        .properties()
        .forEach(
            line ->
                detect.addAll(List.of("--conf", line.getKey() + "=" + line.getValue().asText())));
    assertThat(detect).anyMatch(line -> line.startsWith("spark.euge.batch="));
    assertThat(detect).anyMatch(line -> line.startsWith("spark.euge.prefetch="));
    assertThat(detect).anyMatch(line -> line.startsWith("spark.euge.segment-seconds="));
    assertThat(detect).anyMatch(line -> line.startsWith("spark.executor.cores="));
    CommandRun run = CommandRun.of(detect.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(folder.resolve("table/_SUCCESS")).exists();
  }

  @Test
  void aSimulatedGpuIsMeasuredAndLimitsTheTasks() throws Exception {
    Path smi =
        FakePrograms.saying(
            folder,
            "nvidia-smi",
            0,
            "0, GPU-aaaa0000-1, NVIDIA A10, 24576, 512, 0, Default, [N/A]");
    CommandRun tuned =
        tune(
            Shared.highway().toString(),
            "--every",
            "20",
            "--seconds",
            "0.1",
            "--device",
            "sim",
            "--conf",
            "spark.euge.sim.parameters=a10",
            "--conf",
            "spark.euge.gpu.nvidia-smi=" + smi,
            "--json");
    assertThat(tuned.exit()).as(tuned.err()).isZero();
    JsonNode result = new ObjectMapper().readTree(tuned.out());
    assertThat(result.at("/conf/spark.executor.resource.gpu.amount").asText()).isEqualTo("1");
    assertThat(result.get("predictedSeconds").asDouble()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--hours=0|--hours is 0.0: give a number above 0",
        "--seconds=NaN|--seconds is NaN: give a number above 0",
        "--price-per-hour=free|--price-per-hour is 'free'",
        "--master=spark://head:7077|--master is not local",
        "--batch=0|--batch is '0'"
      })
  void whatCannotBeIsRefusedBeforeAnythingIsMeasured(String option, String reason) {
    CommandRun run = CommandRun.of("tune", "no.mp4", "--model", model(), option);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains(reason);
  }

  private static CommandRun tune(String video, String... more) {
    List<String> line =
        new ArrayList<>(List.of("tune", video, "--model", model(), "--master", "local[2]"));
    line.addAll(List.of(more));
    return CommandRun.of(line.toArray(String[]::new));
  }

  private static String model() {
    return Shared.model("yolo-fastest-1.1.cfg").toString();
  }
}
