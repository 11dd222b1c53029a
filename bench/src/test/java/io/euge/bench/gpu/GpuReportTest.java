package io.euge.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.bench.gpu.GpuAnswers.Small;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuReportTest {
  private static final String CHART = "memory of the process";

  @TempDir Path folder;

  @Test
  void whatWasNotMeasuredIsADashAndHasNoChart() throws Exception {
    GpuResult cpu = result(null, null);
    assertThat(GpuTable.line(cpu)).containsPattern(" 0\\.20 +- +- +30\\.0 .* - +0\\.0e\\+00 yes");
    assertThat(page(cpu)).doesNotContain(CHART).contains("the shortest tasks");
    GpuResult gpu = result(1100L, 0);
    assertThat(GpuTable.line(gpu)).contains(" 1100 ", " 0% ");
    assertThat(page(gpu)).contains(CHART, "1100 MiB");
  }

  private String page(GpuResult result) throws Exception {
    GpuSummary summary = new GpuSummary("a card", List.of(), List.of(), List.of(result));
    return Files.readString(GpuReport.write(summary, folder));
  }

  private static GpuResult result(Long mebibytes, Integer busy) {
    return new GpuResult(
        "a card",
        new GpuPoint("yolo", 1),
        0.1,
        0.2,
        null,
        mebibytes,
        mebibytes,
        30,
        1,
        1,
        1,
        busy,
        0,
        true,
        List.of(new Small(1, 4, 7)),
        "",
        null);
  }
}
