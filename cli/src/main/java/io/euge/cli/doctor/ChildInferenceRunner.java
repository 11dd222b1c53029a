package io.euge.cli.doctor;

import io.euge.EugeException;
import io.euge.cli.doctor.InferenceRunner.Outcome;
import io.euge.device.Device;
import io.euge.device.gpu.Gpu;
import io.euge.device.mps.ClientEnvironment;
import io.euge.device.mps.MpsDaemon;
import io.euge.device.mps.MpsDirectory;
import io.euge.device.mps.MpsLimits;
import io.euge.file.ScratchFolder;
import io.euge.inference.OutputDifference;
import io.euge.process.ChildJvm;
import io.euge.process.ChildJvmException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a model on a device in child JVMs. */
final class ChildInferenceRunner implements InferenceRunner {
  private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";
  private static final int TASKS = 4;
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final Device device;
  private final String sim;
  private final Optional<Gpu> gpu;
  private final Optional<MpsDaemon> only;
  private final Path model;
  private final ScratchFolder scratch;
  private final Path mps;
  private final double seconds;

  /** The CPU's outputs; null until they are needed. */
  private float[] expected;

  /**
   * Creates a runner.
   *
   * @param device as the processes see it
   * @param sim type of a simulated GPU, used only for the device {@code sim}
   * @param gpu the GPU visible to the processes; empty for another device
   * @param only the daemon that has exclusive use of the GPU, whose client every process must be;
   *     empty if there is none
   * @param model an .onnx file
   * @param scratch for files and processes; the caller closes it
   * @param mps parent directory of the GPUs' pipe directories
   */
  ChildInferenceRunner(
      Device device,
      String sim,
      Optional<Gpu> gpu,
      Optional<MpsDaemon> only,
      Path model,
      ScratchFolder scratch,
      Path mps,
      double seconds) {
    this.device = device;
    this.sim = sim;
    this.gpu = gpu;
    this.only = only;
    this.model = model;
    this.scratch = scratch;
    this.mps = mps;
    this.seconds = seconds;
  }

  /**
   * Returns why CUDA cannot be used, as tested in a child process.
   *
   * @param only a GPU with the daemon that has exclusive use of it; empty to test all GPUs
   */
  static Optional<String> cudaFault(
      ScratchFolder scratch, Optional<Map.Entry<Gpu, MpsDaemon>> only) {
    try {
      Map<String, String> environment =
          ClientEnvironment.of(only.map(Map.Entry::getValue), scratch.path());
      only.ifPresent(held -> environment.put(VISIBLE, held.getKey().uuid()));
      try (ChildJvm process = start(InferenceRequest.CUDA_FAULT, scratch, environment)) {
        receive(process, Boolean.class);
      }
      return Optional.empty();
    } catch (EugeException | IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("Interrupted while CUDA was tested: run the command again");
    }
  }

  @Override
  public Outcome run(Way way) throws IOException, InterruptedException {
    if (!way.mps() || only.isPresent()) {
      return run(way, only);
    }
    MpsDaemon daemon = MpsDaemon.ofGpu(gpu.orElseThrow(), mps);
    boolean ours = daemon.start(MpsLimits.NONE) == MpsDaemon.StartResult.STARTED;
    if (!ours) {
      return run(way, Optional.of(daemon));
    }
    Closeable ending = () -> stop(daemon);
    scratch.register(ending);
    Optional<String> left;
    Outcome outcome;
    try {
      outcome = run(way, Optional.of(daemon));
    } finally {
      left = stop(daemon);
      scratch.unregister(ending);
    }
    return outcome.leaving(left);
  }

  /**
   * Stops the daemon unless other clients use it, because they would fail.
   *
   * @return why it is still running; empty if it stopped
   */
  private static Optional<String> stop(MpsDaemon daemon) {
    // The daemon must be stopped even if a timeout has interrupted this thread.
    boolean interrupted = Thread.interrupted();
    try {
      daemon.stopWhenUnused(DRAIN);
      return Optional.empty();
    } catch (EugeException e) {
      return Optional.of("the doctor's MPS daemon still runs: " + e.getMessage());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Outcome run(Way way, Optional<MpsDaemon> daemon)
      throws IOException, InterruptedException {
    Map<String, String> environment = ClientEnvironment.of(daemon, scratch.path());
    gpu.ifPresent(one -> environment.put(VISIBLE, one.uuid()));
    if (device.kind() == Device.Kind.SIM && daemon.isEmpty()) {
      // A simulated GPU would use any directory as that of an MPS server.
      environment.put(MpsDirectory.PIPE, "");
    }
    List<ChildJvm> processes = new ArrayList<>();
    try {
      for (int i = 0; i < way.processes(); i++) {
        InferenceRequest order =
            new InferenceRequest(
                device.toString(), simulated(), model.toString(), TASKS, way.shared(), seconds);
        processes.add(start(order, scratch, environment));
      }
      List<float[]> outputs = new ArrayList<>();
      for (ChildJvm process : processes) {
        outputs.add(receive(process, float[].class));
      }
      for (ChildJvm process : processes) {
        process.request();
      }
      boolean attached =
          daemon.isPresent()
              && processes.stream().allMatch(one -> daemon.get().status().serves(one.pid()));
      double speed = 0;
      for (ChildJvm process : processes) {
        speed += receive(process, Double.class);
      }
      return new Outcome(speed, difference(outputs.get(0)), attached);
    } finally {
      processes.forEach(ChildJvm::terminate);
      for (ChildJvm process : processes) {
        process.close();
      }
    }
  }

  private InferenceRequest.SimulatedGpu simulated() {
    return device.kind() == Device.Kind.SIM
        ? new InferenceRequest.SimulatedGpu(
            sim,
            scratch.path().resolve("sim").toString(),
            gpu.map(Gpu::uuid).orElse("GPU-simulated-" + device.ordinal()))
        : null;
  }

  private double difference(float[] outputs) throws IOException, InterruptedException {
    if (expected == null) {
      expected = cpuOutputs();
    }
    return OutputDifference.of(outputs, expected);
  }

  private float[] cpuOutputs() throws IOException, InterruptedException {
    InferenceRequest order = new InferenceRequest("cpu", null, model.toString(), 1, true, 0);
    try (ChildJvm process = start(order, scratch, Map.of())) {
      return receive(process, float[].class);
    }
  }

  private static ChildJvm start(
      InferenceRequest order, ScratchFolder scratch, Map<String, String> environment)
      throws IOException {
    return ChildJvm.start(
        "run the test inference",
        InferenceProcess.class,
        order,
        scratch,
        new ChildJvm.Options(List.of("-Xmx512m"), environment, false, TIMEOUT));
  }

  private static <T> T receive(ChildJvm process, Class<T> type)
      throws IOException, InterruptedException {
    try {
      return process.receive(type);
    } catch (ChildJvmException e) {
      String remedy =
          e.exitCode().isPresent()
              ? "; check the kernel's log and the memory limits"
              : "; check whether nvidia-smi responds";
      throw new EugeException(e.getMessage() + remedy, e);
    }
  }
}
