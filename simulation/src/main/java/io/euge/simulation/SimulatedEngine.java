package io.euge.simulation;

import io.euge.device.Device;
import io.euge.inference.Engine;
import io.euge.inference.EngineOptions;
import io.euge.inference.InferenceException;
import io.euge.inference.Session;
import io.euge.model.Model;
import io.euge.model.onnx.ModelInspection;
import io.euge.model.spec.TensorSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An engine for simulated GPUs: the processor computes the outputs, to the bit as on {@code cpu},
 * and the run ends when the GPU would have ended it. The scale of time in the parameters keeps the
 * processor from being the slower one.
 */
public final class SimulatedEngine implements Engine {
  private final Engine processor;
  private final GpuParameters parameters;
  private final Function<Device, String> uuids;
  private final Supplier<Optional<SimulatedMps>> mps;
  private final Map<String, HostGpu> gpus = new HashMap<>();

  /**
   * @param processor computes the outputs
   * @param uuids the GPU that a device of this process is: all processes that name the same share
   *     it
   * @param mps the server that this process becomes a client of when it first uses a GPU; empty if
   *     it takes turns
   */
  public SimulatedEngine(
      Engine processor,
      GpuParameters parameters,
      Function<Device, String> uuids,
      Supplier<Optional<SimulatedMps>> mps) {
    this.processor = processor;
    this.parameters = parameters;
    this.uuids = uuids;
    this.mps = mps;
  }

  /**
   * Loads a model onto a simulated GPU. The first load makes this process a user of the GPU, as the
   * start of CUDA would.
   *
   * @throws OutOfGpuMemory if there is no room
   */
  @Override
  public Session load(Model model, Device device, EngineOptions options) {
    if (device.kind() != Device.Kind.SIM) {
      return processor.load(model, device, options);
    }
    Session session = processor.load(model, Device.CPU, options);
    try {
      double gflops = gflops(model, device);
      HostGpu gpu = gpu(uuids.apply(device));
      long part = gpu.allocate("model " + model.name(), model.bytes() + parameters.session());
      try {
        gpu.await(gpu.submit(RunCost.upload((double) model.bytes())));
      } catch (Throwable e) {
        gpu.free(part);
        throw e;
      }
      return new SimulatedSession(new ModelOnGpu(gpu, model, device, gflops, part), session);
    } catch (OutOfGpuMemory e) {
      session.close();
      throw refusal("load", model, device, e);
    } catch (Throwable e) {
      session.close();
      throw e;
    }
  }

  private static double gflops(Model model, Device device) {
    return ModelInspection.of(model.graph())
        .gflops()
        .orElseThrow(
            () ->
                new InferenceException(
                    "Cannot simulate model %s (%s) on %s: its file does not tell the operations of a frame; make it anew with euge models import"
                        .formatted(model.name(), model.graph(), device)));
  }

  private HostGpu gpu(String uuid) {
    synchronized (gpus) {
      HostGpu gpu = gpus.get(uuid);
      if (gpu == null) {
        Optional<SimulatedMps> server = mps.get();
        gpu = HostGpu.attach(parameters, uuid, client(server));
        server.ifPresent(SimulatedMps::enter);
        gpus.put(uuid, gpu);
      }
      return gpu;
    }
  }

  private static GpuClient client(Optional<SimulatedMps> server) {
    long process = ProcessHandle.current().pid();
    return new GpuClient(process, server.isPresent(), server.map(SimulatedMps::share).orElse(1.0));
  }

  static OutOfGpuMemory refusal(String verb, Model model, Device device, OutOfGpuMemory e) {
    return new OutOfGpuMemory(
        "Cannot %s model %s on %s, a simulated GPU whose memory is full: %s; share the model (--sharing process), or use fewer tasks, smaller batches or fewer slots"
            .formatted(verb, model.name(), device, e.getMessage()),
        e);
  }

  /**
   * A loaded model's place.
   *
   * @param part its memory
   */
  record ModelOnGpu(HostGpu gpu, Model model, Device device, double gflops, long part) {
    RunCost cost(int frames) {
      double out = model.outputs().stream().mapToLong(TensorSpec::frameBytes).sum();
      return gpu.parameters().run(frames, gflops, frameBytes(), out);
    }

    long activations(int frames) {
      return gpu.parameters().activations(frames, frameBytes());
    }

    private double frameBytes() {
      return model.input().frameBytes();
    }

    long bytes() {
      return model.bytes() + gpu.parameters().session();
    }
  }
}
