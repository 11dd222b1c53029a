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
import picocli.CommandLine;

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
    assertThat(Peer.NOTEBOOK.videos(VideoSet.CLIPS, all))
        .hasSize(10)
        .contains(Path.of("0.mp4"), Path.of("90.mp4"));
    assertThat(Peer.DAFT.videos(VideoSet.CLIPS, all)).hasSize(96);
    assertThat(Peer.NOTEBOOK.videos(VideoSet.BROKEN, all)).hasSize(96);
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
            "2 cores",
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

  @Test
  void thePageCountsTheHealthyFilesWhoseBoxesAreThere() {
    BrokenFiles.Survival most =
        new BrokenFiles.Survival("pool", "Pool", "OpenVINO", "failed", 0.972, 36, 35, 0);
    BrokenFiles.Survival all =
        new BrokenFiles.Survival("euge", "Euge", "OpenVINO", "without an error", 1, 36, 36, 4);
    PeersResult result =
        new PeersResult(
            "broken",
            "m",
            List.of("a.mp4"),
            40,
            1000,
            1,
            "csv",
            "2 cores",
            Map.of(),
            1,
            null,
            List.of(most, all),
            List.of());

    assertThat(result.page())
        .contains("| Pool | OpenVINO | failed | 35 of 36 files, 97.2 % | 0 |")
        .contains("| Euge | OpenVINO | without an error | all files, 100.0 % | 4 |");
  }

  @Test
  void optionsThatTheSeparateComparisonDoesNotHaveAreRefused() {
    assertThatThrownBy(() -> call("--contestants", "djl", "--set", "short", "--page", "p.md"))
        .isInstanceOf(OptionException.class)
        .hasMessage("--set, --page cannot be used with --contestants djl");
    assertThatThrownBy(() -> call("--contestants", "synapseml,djl", "--python", "python3"))
        .isInstanceOf(OptionException.class)
        .hasMessage("--python cannot be used with --contestants synapseml,djl");
    assertThatThrownBy(
            () -> call("--contestants", "synapseml", "--video", "a.mp4", "--video", "b.mp4"))
        .isInstanceOf(OptionException.class)
        .hasMessage("--contestants synapseml has 2 times --video: give one");
    assertThatThrownBy(() -> call("--contestants", "synapseml,ray"))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("without the others");
  }

  @Test
  void aSetOfBrokenFilesMustHaveOne() {
    assertThatThrownBy(
            () -> call("--set", "broken", "--clips", "1", "--model", "m", "--video", "a.mp4"))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("--set broken with --clips 1 breaks no file");
  }

  private static void call(String... arguments) throws Exception {
    PeersCommand command = new PeersCommand();
    CommandLine line = new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
    line.parseArgs(arguments);
    command.call();
  }

  private static Standing standing(Peer peer, long frames, double seconds) {
    Samples samples = new Samples(List.of(seconds));
    Samples bytes = new Samples(List.of(seconds * 1e6));
    return new Standing(
        peer.id(), peer.title(), "ONNX Runtime", frames, null, 1.0, samples, samples, bytes);
  }
}
