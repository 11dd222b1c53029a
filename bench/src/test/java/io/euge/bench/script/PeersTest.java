package io.euge.bench.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import io.euge.bench.measurement.Samples;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeersTest {
  @Test
  void aContestantHasOnnxRuntimeUnlessItNamesAnEngine() {
    assertThat(Entrant.of("ray")).isEqualTo(new Entrant(Peer.RAY, ChosenEngine.ONNXRUNTIME));
    assertThat(Entrant.of("euge:openvino-bf16"))
        .isEqualTo(new Entrant(Peer.EUGE, ChosenEngine.OPENVINO_BF16));
  }

  @Test
  void anUnknownContestantOrEngineIsRefusedWithThoseThatExist() {
    assertThatThrownBy(() -> Entrant.of("dask"))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("'dask'")
        .hasMessageContaining("map-in-pandas, predict-batch-udf, ray, daft, notebook, euge");
    assertThatThrownBy(() -> Entrant.of("ray:tensorrt"))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("'tensorrt': give one of onnxruntime, openvino, openvino-bf16");
  }

  @Test
  void thePublishedWayGetsATenthOfTheVideosOfEachSource() {
    List<Path> all = IntStream.range(0, 96).mapToObj(i -> Path.of(i + ".mp4")).toList();
    assertThat(Peer.NOTEBOOK.videos(all)).hasSize(10).contains(Path.of("0.mp4"), Path.of("90.mp4"));
    assertThat(Peer.DAFT.videos(all)).hasSize(96);
  }

  @Test
  void theReasonIsTheLastErrorOfATrace() {
    assertThat(
            MeasuredProgram.reason(
                "Traceback\n  File x\nOSError: Cannot open a.mp4\nJob aborted.\n\tat a.B(C.java)"))
        .isEqualTo("OSError: Cannot open a.mp4");
    assertThat(MeasuredProgram.reason("one\nkilled\n")).isEqualTo("killed");
    assertThat(MeasuredProgram.reason("")).isEqualTo("it printed nothing");
  }

  @Test
  void thePageHasMediansRatiosAndProblems() {
    Standing script = standing(Peer.SCRIPT, 1000, 20);
    Standing notebook = standing(Peer.NOTEBOOK, 100, 10);
    Standing ray = Standing.failed(Entrant.of("ray"), 1000, "above the limit of 9 s");
    PeersResult result =
        new PeersResult(
            "clips",
            "m",
            List.of("a.mp4"),
            96,
            1000,
            1,
            "parquet",
            "2 processors",
            Map.of("ray", "2.60.0"),
            3,
            List.of(script, notebook, ray),
            null,
            List.of("daft, install it"));

    assertThat(result.page())
        .contains("## Set clips: 96 videos, 1000 frames", "medians of 3 rounds")
        .contains(
            "| Python script, one process | ONNX Runtime | 20.0 s | 50 | 1.00 | 20.0 s | 20 MB |")
        .contains("| ONNX Runtime | 10.0 s for 100 frames | 10 | 0.20 |")
        .contains("| Ray Data | ONNX Runtime | above the limit of 9 s |")
        .contains("Left out: daft, install it", "ray 2.60.0");
  }

  private static Standing standing(Peer peer, long frames, double seconds) {
    Samples samples = new Samples(List.of(seconds));
    Samples bytes = new Samples(List.of(seconds * 1e6));
    return new Standing(
        peer.id(), peer.title(), "ONNX Runtime", frames, null, 1.0, samples, samples, bytes);
  }
}
