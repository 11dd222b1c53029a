package io.euge.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.bench.report.PointOptions;
import io.euge.bench.report.ResultLines;
import io.euge.file.ScratchFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GpuSeriesTest {
  private static final GpuPoint ONE = new GpuPoint("yolo", 1);

  @Test
  void afterTheTimeNothingBegins() throws Exception {
    ResultLines<GpuResult> results =
        new PointOptions()
            .results(
                GpuResult.class, one -> true, one -> true, new PrintWriter(new StringWriter()));
    results.add(GpuResult.failed("a card", ONE, null, "no memory"));
    StringWriter out = new StringWriter();
    try (ScratchFolder scratch = ScratchFolder.temporary("euge-test")) {
      GpuExperiment experiment =
          new GpuExperiment(GpuTarget.of("cpu", "t4"), Map.of(), scratch, 1, List.of(1));
      GpuSeries series =
          new GpuSeries(
              experiment, results, List.of(Path.of("road.mp4")), true, System.nanoTime() - 1);
      int left =
          series.measure(
              List.of(ONE, new GpuPoint("yolo", 2), new GpuPoint("other", 2)),
              new PrintWriter(out, true));
      assertThat(left).isEqualTo(2);
      assertThat(out.toString()).isEmpty();
      assertThat(series.detections())
          .extracting(DetectionComparison::text)
          .containsExactly(
              "road.mp4, yolo: not compared, because the time of --minutes was over",
              "road.mp4, other: not compared, because the time of --minutes was over");
      assertThat(series.decoding()).hasSize(1);
    }
  }
}
