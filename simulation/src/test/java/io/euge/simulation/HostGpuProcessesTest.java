package io.euge.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.simulation.testing.SimulatedGpus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One GPU for all processes of the host. */
class HostGpuProcessesTest {
  @TempDir Path folder;

  private Path parameters() {
    return SimulatedGpus.parameters(
        folder,
        Map.of(
            "memory.mib",
            1000,
            "slice.milliseconds",
            10,
            "switch.microseconds",
            1000,
            "timescale",
            5));
  }

  private HostGpu gpu() {
    return HostGpu.attach(
        GpuParameters.of(parameters().toString()),
        "GPU-shared",
        GpuClient.withoutMps(ProcessHandle.current().pid()));
  }

  private VirtualGpu twoProcesses(boolean mps) throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      processes.add(WaitingProcess.start(parameters(), mps, 2, 5, 0.02));
    }
    for (Process process : processes) {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
    return gpu().look();
  }

  @Test
  void processesTakeTurnsWithoutMps() throws Exception {
    VirtualGpu gpu = twoProcesses(false);
    assertThat(gpu.totals().runs()).isEqualTo(10);
    assertThat(gpu.totals().work()).isBetween(0.2 - 1e-9, 0.2 + 1e-9);
    assertThat(gpu.totals().busySeconds()).isGreaterThan(0.2);
    assertThat(gpu.switches()).isPositive();
    assertThat(gpu.memoryPeak()).isEqualTo(600L << 20);
    assertThat(gpu.memoryUsed()).as("the dead hold nothing").isZero();
  }

  @Test
  void theirKernelsOverlapWithMps() throws Exception {
    VirtualGpu gpu = twoProcesses(true);
    assertThat(gpu.totals().runs()).isEqualTo(10);
    assertThat(gpu.totals().busySeconds()).isBetween(0.1, 0.18);
    assertThat(gpu.switches()).isZero();
  }

  @Test
  void aProcessThatIsKilledGivesBackItsMemoryAndItsTurn() throws Exception {
    HostGpu gpu = gpu();
    Process other = WaitingProcess.start(parameters(), false, 1, 1, 1e6);
    while (gpu.look().totals().runs() < 1) {
      assertThat(other.isAlive()).isTrue();
      Thread.sleep(5);
    }
    assertThatThrownBy(() -> gpu.allocate("model m", 800L << 20))
        .isInstanceOf(OutOfGpuMemory.class);
    other.destroyForcibly().waitFor();
    gpu.allocate("model m", 800L << 20);
    gpu.await(gpu.submit(new RunCost(0, 0, 1, 0.001, 0)));
    assertThat(gpu.look().clients()).containsOnlyKeys(ProcessHandle.current().pid());
  }

  @Test
  void theStateIsReadBackAsItWasWritten() {
    VirtualGpu gpu = new VirtualGpu(Gpus.small());
    gpu.attach(GpuClient.withMps(7));
    gpu.attach(new GpuClient(8, false, 0.3));
    gpu.allocate(7, "model with blanks", 12345);
    gpu.submit(7, new RunCost(1.0 / 3, 2, 3.7, 40, 5));
    gpu.submit(8, new RunCost(0, 0, 1, 1e-3, 0));
    gpu.submit(8, new RunCost(0, 0, 1, 0, 0));
    gpu.advanceTo(Math.PI);
    TreeMap<Long, Long> started = new TreeMap<>(Map.of(7L, 1L, 8L, 2L));
    List<String> lines = new GpuState(99, gpu, started).lines();
    assertThat(GpuState.of(Gpus.small(), lines).lines()).isEqualTo(lines);
  }

  @Test
  void aFileThatIsNoStateIsAnErrorThatNamesIt() throws Exception {
    HostGpu gpu = gpu();
    try (Stream<Path> files = Files.list(folder.resolve("gpus"))) {
      Path state = files.filter(file -> file.toString().endsWith(".gpu")).findFirst().orElseThrow();
      Files.writeString(state, "nonsense");
      assertThatThrownBy(gpu::look)
          .isInstanceOf(EugeException.class)
          .hasMessageContaining(state.toString());
    }
  }
}
