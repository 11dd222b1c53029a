package io.euge.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.euge.bench.gpu.ParameterFit.ModelSize;
import io.euge.inference.GpuSimulation;
import io.euge.inference.SimulatedGpuType;
import io.euge.inference.SimulatedGpuType.Measurements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points as an H100 gave them: docs/measurements/h100-2026-11-27.jsonl. */
class ParameterFitTest {
  private static final long MIB = 1 << 20;
  private static final long INPUT = 416 * 416 * 3;
  private static final ModelSize LARGE =
      new ModelSize("yolov3-416", 237 * MIB, INPUT, OptionalDouble.of(65.9));
  private static final ModelSize SMALL =
      new ModelSize("yolov3-tiny-416", 34 * MIB, INPUT, OptionalDouble.of(5.6));
  private static final SimulatedGpuType BASE = GpuSimulation.load().type("h100");

  private static final List<GpuResult> RESULTS =
      List.of(
          point(LARGE, 1, 1094, 166, 6.0),
          point(LARGE, 4, 1816, 270, 14),
          point(LARGE, 8, 2780, 280, 28),
          point(LARGE, 16, 4710, 290, 55),
          point(SMALL, 1, 816, 1000, 1.0),
          point(SMALL, 4, 1358, 1900, 2),
          result(new GpuPoint(LARGE.name(), 16).withCopies(), 12646, 200, 60),
          result(new GpuPoint(LARGE.name(), 4).withProcesses(8).withMps(), 14522, 375, 90));

  @TempDir Path folder;

  @Test
  void theMemoryOfTasksIsSeparatedFromThatOfTheModelAndOfCuda() {
    Measurements fit = fit(RESULTS, List.of(LARGE, SMALL));
    assertThat(fit.context()).hasValue(536 * MIB);
    assertThat(fit.activation().getAsDouble()).isCloseTo(241.0 * MIB / INPUT, within(1.0));
    assertThat(fit.session().getAsLong() / (double) MIB).isCloseTo(79, within(3.0));
    assertThat(fit.flops().getAsDouble()).isCloseTo(375 * 65.9e9, within(1e6));
    // 6.0 ms without 65.9 / 24,712 s, and 1.0 ms without 5.6 / 24,712 s.
    assertThat(fit.leastSeconds().getAsDouble()).isCloseTo(0.00205, within(0.0001));
  }

  @Test
  void whatWasNotMeasuredIsEmpty() {
    Measurements fit =
        fit(
            List.of(result(new GpuPoint("m", 1), 0, 10, 1)),
            List.of(new ModelSize("m", MIB, INPUT, OptionalDouble.empty())));
    assertThat(fit.session()).isEmpty();
    assertThat(fit.activation()).isEmpty();
    assertThat(fit.flops()).isEmpty();
    assertThat(fit.leastSeconds()).isEmpty();
  }

  @Test
  void theFileHasTheMeasuredValuesAndTheOthersOfTheBase() throws Exception {
    Path file = folder.resolve("gpu.properties");
    Files.writeString(file, BASE.parameterFile(fit(RESULTS, List.of(LARGE, SMALL))));

    SimulatedGpuType read = GpuSimulation.load().type(file.toString());

    assertThat(read.name()).isEqualTo("NVIDIA X (simulated)");
    assertThat(read.measured()).contains("NVIDIA X, driver 1");
    assertThat(read.memory()).isEqualTo(80_000 * MIB);
    assertThat(read.context()).isEqualTo(536 * MIB);
    assertThat(read.activation()).isCloseTo(486.8, within(1.0));
    assertThat(read.timeScale()).isEqualTo(BASE.timeScale());
    assertThat(file)
        .content()
        .contains("# Measured.\ncontext.mib=536\n", "# Assumed.\nslice.milliseconds=2\n")
        .containsPattern("# Measured.\nteraflops=24.7");
  }

  private static Measurements fit(List<GpuResult> results, List<ModelSize> models) {
    return new ParameterFit(results, models, BASE.context(), 1)
        .measurements("NVIDIA X (simulated)", "NVIDIA X, driver 1", OptionalLong.of(80_000 * MIB));
  }

  private static GpuResult point(
      ModelSize model, int tasks, long mebibytes, double rate, double millis) {
    return result(new GpuPoint(model.name(), tasks), mebibytes, rate, millis);
  }

  private static GpuResult result(GpuPoint point, long mebibytes, double rate, double millis) {
    long context = mebibytes == 0 ? 0 : 536L * point.processes();
    return new GpuResult(
        "an H100", point, 0, 0, context, mebibytes, mebibytes, rate, millis, millis, 1, 0, 0, true,
        List.of(), "", null);
  }
}
