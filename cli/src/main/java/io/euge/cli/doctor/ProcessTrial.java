package io.euge.cli.doctor;

import io.euge.EugeException;
import io.euge.cli.doctor.Trial.Outcome;
import io.euge.device.Device;
import io.euge.device.Gpu;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a model in JVMs of their own on a device. The part with a GPU under MPS was never run on
 * one.
 *
 * @param device as the processes see it
 * @param sim the type of a simulated GPU, used for the device {@code sim} alone
 * @param gpu the one that they see; empty for another device
 * @param model an .onnx file
 * @param folder for files, the caller's to delete
 * @param mps holds the GPUs' pipe directories
 */
record ProcessTrial(
    Device device, String sim, Optional<Gpu> gpu, Path model, Path folder, Path mps, double seconds)
    implements Trial {
  private static final int TASKS = 4;
  private static final Duration DRAIN = Duration.ofSeconds(10);

  /** Why CUDA cannot be used, asked in a process of its own. */
  static Optional<String> cudaFault(Path folder) {
    try (TrialProcess process =
        TrialProcess.start(TrialOrder.CUDA_FAULT, folder, Map.of(MpsDirectory.PIPE, ""))) {
      process.await("ready");
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
    if (!way.mps()) {
      return run(way, Optional.empty());
    }
    MpsDaemon daemon = MpsDaemon.ofGpu(gpu.orElseThrow(), mps);
    boolean ours = daemon.start(MpsLimits.NONE) == MpsDaemon.Beginning.STARTED;
    try {
      return run(way, Optional.of(daemon));
    } finally {
      if (ours) {
        daemon.stop(DRAIN, true);
      }
    }
  }

  private Outcome run(Way way, Optional<MpsDaemon> daemon)
      throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>();
    gpu.ifPresent(one -> environment.put("CUDA_VISIBLE_DEVICES", one.uuid()));
    environment.put(
        MpsDirectory.PIPE, daemon.map(one -> one.directory().pipe().toString()).orElse(""));
    Path outputs = folder.resolve("outputs");
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
        processes.add(TrialProcess.start(order, folder, environment));
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
            folder.resolve("sim").toString(),
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
    Path outputs = folder.resolve("outputs.cpu");
    if (!Files.exists(outputs)) {
      TrialOrder order =
          new TrialOrder("cpu", null, model.toString(), 1, true, 0, outputs.toString());
      try (TrialProcess process = TrialProcess.start(order, folder, Map.of())) {
        process.await("ready");
      }
    }
    return floats(outputs);
  }

  private static FloatBuffer floats(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).asFloatBuffer();
  }
}
