package io.euge.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.euge.bench.gpu.DecodingProcess.Decoding;
import io.euge.bench.gpu.DecodingProcess.Rate;
import io.euge.bench.gpu.GpuSummary.Processes;
import io.euge.bench.report.IndentedJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class GpuSummaryTest {
  private static final GpuPoint SEVERAL = new GpuPoint("yolov3", 4).withProcesses(8);

  @Test
  void mpsIsComparedWithTurnsAndWithOneProcessOfAsManyTasks() throws Exception {
    GpuSummary summary =
        summary(
            result(SEVERAL, 284),
            result(SEVERAL.withMps(), 375),
            result(SEVERAL.withCopies(), 282),
            result(SEVERAL.withCopies().withMps(), 366),
            result(new GpuPoint("yolov3", 32), 300),
            result(new GpuPoint("yolov3", 4), 276));
    assertThat(summary.processes()).hasSize(2);
    Processes shared = summary.processes().get(0);
    assertThat(shared.overTurns()).isCloseTo(375.0 / 284, within(1e-9));
    assertThat(shared.overOneProcess()).isCloseTo(375.0 / 300, within(1e-9));
    Processes copies = summary.processes().get(1);
    assertThat(copies.overTurns()).isCloseTo(366.0 / 282, within(1e-9));
    assertThat(copies.overOneProcess()).isNaN();
    assertThat(summary.text()).containsPattern(" - +1\\.30 +-\\R").doesNotContain("NaN");
    assertThat(IndentedJson.of(summary))
        .contains("\"oneProcess\" : null", "\"overOneProcess\" : null")
        .doesNotContain("NaN");
    assertThat(summary.text()).contains("On a card, driver 1.", "1.32", "1.25", "1.30");
  }

  @Test
  void withoutMpsNothingIsCompared() {
    assertThat(summary(result(SEVERAL, 284)).processes()).isEmpty();
    assertThat(summary(result(SEVERAL.withMps(), 284)).processes()).isEmpty();
    assertThat(summary(result(SEVERAL, 284), failed(SEVERAL.withMps())).processes()).isEmpty();
  }

  @Test
  void whereTheMemoryOfACardRunsOutIsSaid() {
    GpuPoint card = new GpuPoint("yolov3", 16).withCard(8);
    assertThat(summary(result(card, 279), failed(card.withCopies())).text())
        .contains(
            "16 tasks, shared, on 8 GiB: 279.0 frames/s", "a copy each, on 8 GiB: out of memory");
  }

  @Test
  void outputsAreRightIfTheyAreThoseOfTheProcessorAndOfEachOther() {
    assertThat(summary(outputs(0.01, true)).isRight()).isTrue();
    assertThat(summary(outputs(0.02, true)).isRight()).isFalse();
    assertThat(summary(outputs(0, false)).isRight()).isFalse();
    assertThat(summary(outputs(0.02, true)).text()).contains("WRONG");
    assertThat(summary(failed(SEVERAL)).isRight()).isFalse();
    assertThat(summary(failed(SEVERAL)).text()).contains("No point was measured");
  }

  @Test
  void pointsThatFailedForOtherReasonsThanMemoryAreNamed() {
    GpuResult crashed =
        GpuResult.failed("a card", SEVERAL, null, "Cannot measure cuda:0: its process ended");
    assertThat(summary(result(SEVERAL.withMps(), 1), failed(SEVERAL)).errors()).isEmpty();
    GpuSummary summary = summary(result(SEVERAL.withMps(), 1), crashed);
    assertThat(summary.errors()).containsExactly(crashed);
    assertThat(summary.text())
        .contains(
            "FAILED: yolov3, 8 processes of 4 tasks, shared: Cannot measure cuda:0: its process");
  }

  @Test
  void decodingIsComparedWithTheProcessor() {
    Decoding equal =
        new Decoding(268, 267, 1, List.of(new Rate(1, 480, 300), new Rate(4, 900, 1100)));
    GpuSummary summary =
        new GpuSummary(
            "a card, driver 1",
            List.of(),
            List.of(
                new DecodingComparison("a.mp4", equal, ""),
                new DecodingComparison("b.mp4", null, "the GPU cannot decode MPEG-4")),
            List.of());
    assertThat(summary.text())
        .contains(
            "a.mp4: 267 of 268 decoded frames equal those of the CPU, others differ by at most 1",
            "; 4 at once: 900 frames/s on the GPU, 1100 on the CPU",
            "b.mp4: the GPU cannot decode MPEG-4");
  }

  private static GpuSummary summary(GpuResult... results) {
    return new GpuSummary("a card, driver 1", List.of(), List.of(), List.of(results));
  }

  private static GpuResult result(GpuPoint point, double framesPerSecond) {
    return new GpuResult(
        "a card",
        point,
        0,
        0,
        0L,
        0L,
        0L,
        framesPerSecond,
        1,
        1,
        1,
        0,
        0,
        true,
        List.of(),
        "",
        null);
  }

  private static GpuResult outputs(double difference, boolean same) {
    return new GpuResult(
        "a card", SEVERAL, 0, 0, 0L, 0L, 0L, 1, 1, 1, 1, 0, difference, same, List.of(), "", null);
  }

  private static GpuResult failed(GpuPoint point) {
    return GpuResult.failed("a card", point, null, "out of memory");
  }
}
