package io.euge.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.device.Device;
import io.euge.inference.Engine;
import io.euge.inference.EngineContract;
import io.euge.inference.EngineOptions;
import io.euge.inference.InferenceInterruptedException;
import io.euge.inference.Session;
import io.euge.inference.Workspace;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.model.Model;
import io.euge.simulation.testing.SimulatedGpus;
import io.euge.testing.TinyGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedEngineTest extends EngineContract {
  private static final Device SIM = Device.parse("sim:0");

  @TempDir Path own;
  private Engine engine;

  @BeforeEach
  void instant() {
    engine = engine(Map.of());
  }

  private Engine engine(Map<String, Object> changes) {
    return engine(changes, Optional.empty());
  }

  private Engine engine(Map<String, Object> changes, Optional<SimulatedMps> mps) {
    Path file = SimulatedGpus.parameters(own, changes);
    return new SimulatedEngine(
        new OnnxRuntimeEngine(),
        GpuParameters.of(file.toString()),
        device -> "GPU-" + device,
        () -> mps);
  }

  @Override
  protected Engine engine() {
    return engine;
  }

  @Override
  protected Device device() {
    return SIM;
  }

  private Model model() {
    return TinyGraph.write(own, "tiny", 1);
  }

  private HostGpu gpu(Map<String, Object> changes) {
    Path file = SimulatedGpus.parameters(own, changes);
    return HostGpu.attach(
        GpuParameters.of(file.toString()),
        "GPU-sim:0",
        GpuClient.withoutMps(ProcessHandle.current().pid()));
  }

  @Test
  void aModelTakesMemoryAndARunTakesBuffersThatStay() {
    Map<String, Object> sizes =
        Map.of(
            "memory.mib", 1000, "context.mib", 100, "session.mib", 200, "activation.factor", 1e5);
    HostGpu gpu = gpu(sizes);
    long context = 100L << 20;
    assertThat(gpu.look().memoryUsed()).isEqualTo(context);
    Model model = model();
    long loaded = context + (200L << 20) + model.bytes();
    long buffers = (long) (16 * 8 * 3 * 1e5);
    try (Session session = engine(sizes).load(model, SIM, EngineOptions.DEFAULT)) {
      assertThat(gpu.look().memoryUsed()).isEqualTo(loaded);
      assertThat(session.bytes()).isEqualTo(loaded - context);
      try (Workspace workspace = session.workspace(2)) {
        workspace.run(2);
        assertThat(gpu.look().memoryUsed()).isEqualTo(loaded + 2 * buffers);
        workspace.run(1);
        assertThat(gpu.look().memoryUsed()).isEqualTo(loaded + 2 * buffers);
      }
    }
    assertThat(gpu.look().memoryUsed()).isEqualTo(context);
  }

  @Test
  void theMemoryIsGivenBackWhereTheProcessorDoesNotClose() {
    HostGpu gpu = gpu(Map.of());
    long before = gpu.look().memoryUsed();
    SimulatedEngine.ModelOnGpu place =
        new SimulatedEngine.ModelOnGpu(gpu, model(), SIM, 1, gpu.allocate("a model", 1 << 20));
    SimulatedSession session = new SimulatedSession(place, new Stuck());
    session.reserve(1 << 20);
    assertThat(gpu.look().memoryUsed()).isEqualTo(before + (2 << 20));
    assertThatThrownBy(session::close).hasMessage("stuck");
    assertThat(gpu.look().memoryUsed()).isEqualTo(before);
  }

  /** A CPU session that does not close. */
  private static final class Stuck implements Session {
    @Override
    public Workspace workspace(int capacity) {
      throw new AssertionError();
    }

    @Override
    public long bytes() {
      return 0;
    }

    @Override
    public void close() {
      throw new EugeException("stuck");
    }
  }

  @Test
  void aSecondPrivateCopyThatDoesNotFitIsRefusedWithTheSum() {
    Engine small = engine(Map.of("memory.mib", 1000, "context.mib", 100, "session.mib", 500));
    Model model = model();
    try (Session first = small.load(model, SIM, EngineOptions.DEFAULT)) {
      assertThatThrownBy(() -> small.load(model, SIM, EngineOptions.DEFAULT))
          .isInstanceOf(OutOfGpuMemory.class)
          .hasMessageContaining("Cannot load model tiny on sim:0, a simulated GPU")
          .hasMessageContaining(
              "wants 501 MiB, and 601 MiB of 1000 MiB are taken: 1 x context 100 MiB + 1 x model"
                  + " tiny 501 MiB")
          .hasMessageContaining("--sharing process");
      assertThat(first.bytes()).isGreaterThan(500L << 20);
    }
  }

  @Test
  void buffersThatDoNotFitFailTheRunAndNotTheNextSmallerOne() {
    Engine small = engine(Map.of("memory.mib", 100, "activation.factor", 2e5));
    try (Session session = small.load(model(), SIM, EngineOptions.DEFAULT);
        Workspace workspace = session.workspace(2)) {
      assertThatThrownBy(() -> workspace.run(2))
          .isInstanceOf(OutOfGpuMemory.class)
          .hasMessageContaining("Cannot run model tiny on sim:0")
          .hasMessageContaining("buffers of tiny");
      workspace.run(1);
    }
  }

  @Test
  void aRunLastsAsLongAsTheParametersSay() {
    Engine slow = engine(Map.of("kernels", 10, "kernel.microseconds", 1000, "timescale", 5));
    try (Session session = slow.load(model(), SIM, EngineOptions.DEFAULT);
        Workspace workspace = session.workspace(1)) {
      long start = System.nanoTime();
      workspace.run(1);
      assertThat((System.nanoTime() - start) / 1e9).isBetween(0.05, 5.0);
    }
  }

  @Test
  void anInterruptEndsTheWaitAndTheRun() {
    Map<String, Object> slow = Map.of("kernels", 1, "kernel.microseconds", 1e9);
    try (Session session = engine(slow).load(model(), SIM, EngineOptions.DEFAULT);
        Workspace workspace = session.workspace(1)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> workspace.run(1)).isInstanceOf(InferenceInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(gpu(slow).look().nextEvent()).isInfinite();
  }

  @Test
  void aClientOfMpsIsNotedInThePipeDirectory() throws IOException {
    Path pipe = Files.createDirectory(own.resolve("pipe"));
    Engine client = engine(Map.of(), Optional.of(new SimulatedMps(pipe, 0.5)));
    client.load(model(), SIM, EngineOptions.DEFAULT).close();
    long pid = ProcessHandle.current().pid();
    assertThat(pipe.resolve("sim-clients").resolve(Long.toString(pid))).exists();
  }

  @Test
  void theProcessorIsNotSimulated() {
    try (Session session = engine.load(model(), Device.CPU, EngineOptions.DEFAULT)) {
      assertThat(session.bytes()).isPositive();
    }
    assertThat(own.resolve("gpus")).doesNotExist();
  }
}
