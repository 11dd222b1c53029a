package io.euge.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import io.euge.bench.report.PointOptions;
import io.euge.bench.report.ResultLines;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.file.ScratchFolder;
import io.euge.model.Model;
import io.euge.testing.Shared;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class GpuResultTest {
  private static final GpuSetting SETTING = new GpuSetting(1.5, List.of(1, 3), "t4", "abc");
  @TempDir Path folder;
  private final StringWriter notices = new StringWriter();

  @Test
  void onlyResultsOfTheSameExperimentAreUsed() throws IOException {
    try (ScratchFolder scratch = ScratchFolder.temporary("euge-test")) {
      Model model =
          DetectionModels.in(folder).resolve(Shared.model("yolo-fastest-1.1.cfg").toString());
      GpuTarget cpu = GpuTarget.of("cpu", "t4");
      GpuExperiment experiment =
          new GpuExperiment(cpu, Map.of("yolo", model), scratch, 1.5, List.of(1, 3));
      GpuSetting setting = GpuSetting.of(1.5, List.of(1, 3), cpu, model);

      assertThat(experiment.measures(result(cpu.description(), "yolo", setting))).isTrue();
      assertThat(experiment.measures(result("a card", "yolo", setting))).isFalse();
      assertThat(experiment.measures(result(cpu.description(), "other", setting))).isFalse();
      for (GpuSetting other :
          new GpuSetting[] {
            null,
            new GpuSetting(3, List.of(1, 3), "", model.sha256()),
            new GpuSetting(1.5, List.of(1), "", model.sha256()),
            new GpuSetting(1.5, List.of(1, 3), "a10", model.sha256()),
            new GpuSetting(1.5, List.of(1, 3), "", "def")
          }) {
        assertThat(experiment.measures(result(cpu.description(), "yolo", other))).isFalse();
      }
    }
  }

  @Test
  void aFileOfAnEarlierVersionIsReadButNotUsed() throws IOException {
    read(SETTING).add(result("a card", "yolo", SETTING));
    assertThat(read(SETTING).results()).hasSize(1);
    String line = Files.readString(folder.resolve("points.jsonl"));
    int setting = line.indexOf(",\"setting\":");
    Files.writeString(folder.resolve("points.jsonl"), line.substring(0, setting) + "}\n");

    assertThat(read(SETTING).results()).isEmpty();
    assertThat(notices.toString()).contains("1 of the 1 results").contains("another experiment");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"point\":{\"model\":\"yolo\"},\"small\":[],\"failure\":\"\"}",
        "{\"device\":\"a card\",\"small\":[],\"failure\":\"\"}",
        "{\"device\":\"a card\",\"point\":{},\"small\":[],\"failure\":\"\"}",
        "{\"device\":\"a card\",\"workload\":\"yolo, 2 x road.mp4\"}",
      })
  void aLineWithoutItsDeviceOrPointIsNoResult(String line) throws IOException {
    Files.writeString(folder.resolve("points.jsonl"), line + "\n");
    assertThatThrownBy(() -> read(SETTING))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("points.jsonl, whose line 1 is no result of this command");
  }

  private ResultLines<GpuResult> read(GpuSetting setting) throws IOException {
    PointOptions options = new PointOptions();
    CommandLine.populateCommand(options, "--points", folder.resolve("points.jsonl").toString());
    return options.results(
        GpuResult.class,
        one -> setting.equals(one.setting()),
        GpuResult::isMeasured,
        new PrintWriter(notices, true));
  }

  private static GpuResult result(String device, String model, GpuSetting setting) {
    return new GpuResult(
        device,
        new GpuPoint(model, 4),
        0,
        0,
        null,
        null,
        null,
        9,
        1,
        1,
        1,
        null,
        0,
        true,
        List.of(),
        "",
        setting);
  }
}
