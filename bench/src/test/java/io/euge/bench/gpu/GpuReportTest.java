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

  @Test
  void batchesAndEmulatedCardsHavePlots() throws Exception {
    GpuPoint point = new GpuPoint("yolo", 4);
    GpuPoint card = point.withCopies().withCard(8);
    String page =
        page(
            result(point.withBatch(8, 2), null, null),
            result(point.withFrames(16), null, null),
            GpuResult.failed("a card", card, null, "out of memory"));
    assertThat(page)
        .contains(
            "4 tasks, batches of 8, after 2 ms at most",
            "4 tasks, batches of 16",
            "8 GiB, 1x4, a copy each");
    assertThat(folder.resolve("batches-yolo.svg")).exists();
    assertThat(folder.resolve("cards-yolo.svg")).exists();
  }

  private String page(GpuResult... results) throws Exception {
    GpuSummary summary = new GpuSummary("a card", List.of(), List.of(), List.of(results));
    return Files.readString(GpuReport.write(summary, folder));
  }

  private static GpuResult result(Long mebibytes, Integer busy) {
    return result(new GpuPoint("yolo", 1), mebibytes, busy);
  }

  private static GpuResult result(GpuPoint point, Long mebibytes, Integer busy) {
    return new GpuResult(
        "a card",
        point,
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
