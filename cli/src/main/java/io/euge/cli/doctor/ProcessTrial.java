package io.euge.cli.doctor;

import io.euge.EugeException;
import io.euge.cli.doctor.Trial.Outcome;
import io.euge.device.Device;
import io.euge.device.gpu.Gpu;
import io.euge.device.mps.MpsDaemon;
import io.euge.device.mps.MpsDirectory;
import io.euge.device.mps.MpsLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs a model in JVMs of their own on a device. The part with a GPU under MPS was never run on
 * one.
 *
 * @param device as the processes see it
 * @param sim the type of a simulated GPU, used for the device {@code sim} alone
 * @param gpu the one that they see; empty for another device
 * @param model an .onnx file
 * @param only the daemon that holds the GPU, so that every process is its client; empty where there
 *     is none
 * @param scratch for files and processes, the caller's to close
 * @param mps holds the GPUs' pipe directories
 */
record ProcessTrial(
    Device device,
    String sim,
    Optional<Gpu> gpu,
    Optional<MpsDaemon> only,
    Path model,
    Scratch scratch,
    Path mps,
    double seconds)
    implements Trial {
  private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";
  private static final int TASKS = 4;
  private static final Duration DRAIN = Duration.ofSeconds(10);

  /**
   * Why CUDA cannot be used, asked in a process of its own.
   *
   * @param only the GPU that a daemon holds for itself, and the daemon; empty to ask of all GPUs
   */
  static Optional<String> cudaFault(Scratch scratch, Optional<Map.Entry<Gpu, MpsDaemon>> only) {
    try {
      Map<String, String> environment =
          MpsAccess.environment(only.map(Map.Entry::getValue), scratch.folder());
      only.ifPresent(held -> environment.put(VISIBLE, held.getKey().uuid()));
      try (TrialProcess process = TrialProcess.start(TrialOrder.CUDA_FAULT, scratch, environment)) {
        process.await("ready");
      }
      return Optional.empty();
    } catch (EugeException | IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("Interrupted while CUDA was tried: try again");
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
    Scratch.Ending ending = () -> stop(daemon);
    scratch.begun(ending);
    Optional<String> left;
    Outcome outcome;
    try {
      outcome = run(way, Optional.of(daemon));
    } finally {
      left = stop(daemon);
      scratch.ended(ending);
    }
    return outcome.leaving(left);
  }

  /**
   * Unless others have become its clients meanwhile: they would die with it.
   *
   * @return why it still runs
   */
  private static Optional<String> stop(MpsDaemon daemon) {
    // A trial that took too long is interrupted, and its daemon must end all the same.
    boolean interrupted = Thread.interrupted();
    try {
      long until = System.nanoTime() + DRAIN.toNanos();
      while (true) {
        try {
          daemon.stop(DRAIN, false);
          return Optional.empty();
        } catch (EugeException e) {
          // The server needs a moment to see that the trial's own processes are gone.
          if (System.nanoTime() > until) {
            return Optional.of("the doctor's MPS daemon is left: " + e.getMessage());
          }
          LockSupport.parkNanos(100_000_000);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Outcome run(Way way, Optional<MpsDaemon> daemon)
      throws IOException, InterruptedException {
    Map<String, String> environment = MpsAccess.environment(daemon, scratch.folder());
    gpu.ifPresent(one -> environment.put(VISIBLE, one.uuid()));
    if (device.kind() == Device.Kind.SIM && daemon.isEmpty()) {
      // A simulated GPU takes every directory for a server's.
      environment.put(MpsDirectory.PIPE, "");
    }
    Path outputs = scratch.folder().resolve("outputs");
    List<TrialProcess> processes = new ArrayList<>();
    try {
      for (int i = 0; i < way.processes(); i++) {
        TrialOrder order =
            new TrialOrder(
                device.toString(),
                simulated(),
                model.toString(),
                TASKS,
                way.shared(),
                seconds,
                outputs + "." + i);
        processes.add(TrialProcess.start(order, scratch, environment));
      }
      for (TrialProcess process : processes) {
        process.await("ready");
      }
      for (TrialProcess process : processes) {
        process.go();
      }
      boolean attached =
          daemon.isPresent()
              && processes.stream().allMatch(one -> daemon.get().status().serves(one.pid()));
      double speed = 0;
      for (TrialProcess process : processes) {
        speed += Double.parseDouble(process.await("speed"));
      }
      return new Outcome(speed, difference(floats(Path.of(outputs + ".0"))), attached);
    } finally {
      for (TrialProcess process : processes) {
        process.close();
      }
    }
  }

  private TrialOrder.SimulatedGpu simulated() {
    return device.kind() == Device.Kind.SIM
        ? new TrialOrder.SimulatedGpu(
            sim,
            scratch.folder().resolve("sim").toString(),
            gpu.map(Gpu::uuid).orElse("GPU-simulated-" + device.ordinal()))
        : null;
  }

  private double difference(FloatBuffer found) throws IOException, InterruptedException {
    FloatBuffer right = ofProcessor();
    double largest = 0;
    double most = 0;
    for (int i = 0; i < right.capacity(); i++) {
      largest = Math.max(largest, Math.abs(right.get(i)));
      double apart = Math.abs(found.get(i) - right.get(i));
      most = Double.isNaN(apart) ? Double.POSITIVE_INFINITY : Math.max(most, apart);
    }
    return most / largest;
  }

  private FloatBuffer ofProcessor() throws IOException, InterruptedException {
    Path outputs = scratch.folder().resolve("outputs.cpu");
    if (!Files.exists(outputs)) {
      TrialOrder order =
          new TrialOrder("cpu", null, model.toString(), 1, true, 0, outputs.toString());
      try (TrialProcess process = TrialProcess.start(order, scratch, Map.of())) {
        process.await("ready");
      }
    }
    return floats(outputs);
  }

  private static FloatBuffer floats(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).asFloatBuffer();
  }
}
