package io.euge.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.TaskPart;
import io.euge.cli.plan.ClusterProposal;
import io.euge.cli.tune.Measurement.Variant;
import io.euge.spark.metrics.TaskTimes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TuneReportTest {
  @Test
  void itSaysWhatWasMeasuredWhatToGiveAndWhatComesOfIt() {
    TaskTimes times = new TaskTimes();
    times.add(TaskPart.INFERENCE, 8_000_000_000L);
    times.add(TaskPart.DECODING, 2_000_000_000L);
    times.add(TaskPart.OPENING, 200_000_000L);
    TaskCost cost = new TaskCost(1, 0, 20, 500, 2, times);
    Measured measured = new Measured(2, 60, 4, 0.25, 12 << 20, 700 << 20, List.of(cost));
    StringWriter text = new StringWriter();
    new TuneReport(
            "yolo",
            "road.mp4",
            measured,
            new ClusterProposal(1, 2, 4, 0, 2L << 30, Map.of()),
            Map.of("spark.euge.batch", "1"),
            new Prediction(measured, 36_000, 60, 2, 4, 0),
            OptionalDouble.of(2))
        .print(new PrintWriter(text, true));
    assertThat(text.toString().lines())
        .containsExactly(
            "Measured: yolo on road.mp4, 2 tasks at once in one process",
            "  start                   4.00 s",
            "  loading the model       250 ms",
            "  opening a segment       100 ms",
            "  decoding and scaling    500 frames/s",
            "  batch 1, prefetch 0     100 frames/s, inference alone 125 frames/s  <- taken",
            "  memory of the model     12.0 MiB",
            "  memory of this process  700.0 MiB; an executor gets 2048.0 MiB",
            "",
            "Proposed for 1 node: 2 executors, 4 tasks each",
            "  --conf spark.euge.batch=1",
            "",
            "Predicted for 10.0 hours of such video: 37.7 min",
            "  600 segments, 4.00 s to start, 37.6 min of detection",
            "  bound by inference: 80 % of task time; decoding 20 %; more executors would help,"
                + " faster storage would not",
            "  15.9 hours of video per hour, 1.99 per core",
            "  an hour of video costs 0.126, at 2.00 for an hour of the cluster");
  }

  @Test
  void whatIsGivenIsNotChosen() {
    assertThat(new Measurement(2, 60, 3, 0, -1).variants(false))
        .containsExactly(new Variant(1, 0), new Variant(4, 0), new Variant(1, 1));
    assertThat(new Measurement(2, 60, 3, 0, -1).variants(true))
        .startsWith(new Variant(8, 2))
        .hasSize(4);
    assertThat(new Measurement(2, 60, 3, 2, -1).variants(false))
        .containsExactly(new Variant(2, 0), new Variant(2, 1));
    assertThat(new Measurement(2, 60, 3, 2, 0).variants(true)).containsExactly(new Variant(2, 0));
  }
}
