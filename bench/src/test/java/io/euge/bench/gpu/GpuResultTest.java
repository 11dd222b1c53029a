package io.euge.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import io.euge.bench.report.PointOptions;
import io.euge.bench.report.ResultLines;
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
  private static final GpuResult RESULT =
      new GpuResult(
          "a card", new GpuPoint("yolo", 4), 0, 0, 0, 0, 0, 9, 1, 1, 1, 0, 0, true, List.of(), "");

  @TempDir Path folder;
  private final StringWriter notices = new StringWriter();

  @Test
  void onlyResultsWithTheSameSettingAreUsed() throws IOException {
    read(SETTING).add(RESULT.with(SETTING));

    assertThat(read(SETTING).results()).containsExactly(RESULT.with(SETTING));
    assertThat(notices.toString()).isEmpty();
    for (GpuSetting other :
        List.of(
            new GpuSetting(3, List.of(1, 3), "t4", "abc"),
            new GpuSetting(1.5, List.of(1), "t4", "abc"),
            new GpuSetting(1.5, List.of(1, 3), "a10", "abc"),
            new GpuSetting(1.5, List.of(1, 3), "t4", "def"))) {
      notices.getBuffer().setLength(0);
      assertThat(read(other).results()).isEmpty();
      assertThat(notices.toString()).contains("1 of the 1 results").contains("another experiment");
    }
  }

  @Test
  void resultsOfOtherDevicesModelsAndVersionsAreOfAnotherExperiment() {
    Map<String, GpuSetting> settings = Map.of("yolo", SETTING);
    assertThat(RESULT.with(SETTING).isOf("a card", settings)).isTrue();
    assertThat(RESULT.with(SETTING).isOf("another card", settings)).isFalse();
    assertThat(RESULT.with(SETTING).isOf("a card", Map.of("other", SETTING))).isFalse();
    assertThat(RESULT.isOf("a card", settings)).isFalse();
    assertThat(RESULT.isOf("a card", Map.of())).isFalse();
  }

  @Test
  void aFileOfAnEarlierVersionIsReadButNotUsed() throws IOException {
    read(SETTING).add(RESULT);
    String line = Files.readString(folder.resolve("points.jsonl"));
    assertThat(line).contains(",\"setting\":null}");
    Files.writeString(folder.resolve("points.jsonl"), line.replace(",\"setting\":null", ""));

    assertThat(read(SETTING).results()).isEmpty();
    assertThat(notices.toString()).contains("1 of the 1 results");
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
        one -> one.isOf("a card", Map.of("yolo", setting)),
        GpuResult::isMeasured,
        new PrintWriter(notices, true));
  }
}
