package io.euge.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.Euge;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.file.ScratchFolder;
import io.euge.model.Model;
import io.euge.testing.FakePrograms;
import io.euge.testing.Shared;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failures of the experiment's processes. */
class GpuExperimentIT {
  @TempDir Path folder;

  @AfterEach
  void forgetTheProgram() {
    System.clearProperty("euge.program.nvidia-smi");
  }

  @Test
  void whereCudaCannotBeUsedOneSentenceSaysWhy() {
    System.setProperty(
        "euge.program.nvidia-smi",
        FakePrograms.saying(
                folder, "nvidia-smi", 0, "0, GPU-1, NVIDIA X, 24000, 1, 0, Default, [N/A]")
            .toString());
    StringWriter out = new StringWriter();
    StringWriter errors = new StringWriter();
    int exitCode =
        Euge.run(
            new PrintWriter(out, true),
            new PrintWriter(errors, true),
            "bench",
            "gpu",
            "--model",
            Shared.model("yolo-fastest-1.1.cfg").toString());
    assertThat(exitCode).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(errors.toString().lines()).singleElement().asString().startsWith("euge: ");
    assertThat(errors.toString()).containsAnyOf("has no CUDA", "CUDA", "lib");
  }

  @Test
  void aVideoThatCannotBeReadIsAResult() throws Exception {
    Path video = Files.writeString(folder.resolve("road.mp4"), "no video");
    Model model =
        DetectionModels.standard().resolve(Shared.model("yolo-fastest-1.1.cfg").toString());
    try (ScratchFolder scratch = ScratchFolder.temporary("euge-test")) {
      GpuExperiment experiment =
          new GpuExperiment(
              GpuTarget.of("cpu", "t4"), Map.of("yolo", model), scratch, 0.1, List.of(1));
      DetectionComparison result = experiment.detect(video, "yolo", Duration.ofMinutes(1));
      assertThat(result.failure()).contains("road.mp4");
      assertThat(result.text()).isEqualTo("road.mp4, yolo: " + result.failure());
      assertThat(result.agrees()).isTrue();
    }
  }
}
