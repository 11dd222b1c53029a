package io.euge.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.cli.CommandRun;
import io.euge.testing.Shared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every setting of Euge that a plan prints is one that a job takes, with that value. */
class PlanSettingsIT {
  @TempDir Path folder;

  @Test
  void aJobAcceptsEverySettingOfThePlan() throws IOException {
    String model = Shared.model("yolo-fastest-1.1-xl.cfg").toString();
    JsonNode plan =
        new ObjectMapper()
            .readTree(
                CommandRun.of(
                        "plan",
                        "--json",
                        "--gpus-per-node",
                        "2",
                        "--gpu-memory",
                        "24g",
                        "--model",
                        model)
                    .out());
    List<String> detect =
        new ArrayList<>(
            List.of(
                "detect", Shared.highway().toString(), "--model", model, "--master", "local[1]"));
    detect.addAll(List.of("--device", "cpu", "--every", "100"));
    detect.addAll(List.of("--output", folder.resolve("out").toString()));
    List<String> keys = new ArrayList<>();
    plan.get("conf")
        .properties()
        .forEach(
            setting -> {
              if (setting.getKey().startsWith("spark.euge.")) {
                keys.add(setting.getKey());
                detect.addAll(
                    List.of("--conf", setting.getKey() + "=" + setting.getValue().asText()));
              }
            });
    assertThat(keys)
        .contains(
            "spark.euge.mps.thread-percentage", "spark.euge.mps.memory", "spark.euge.gpu.slots");
    CommandRun run = CommandRun.of(detect.toArray(String[]::new));
    assertThat(run.err().lines().filter(line -> line.contains("there is no"))).isEmpty();
    assertThat(run.exit()).as(run.err()).isZero();
  }
}
