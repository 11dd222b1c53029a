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
 * An engine for simulated GPUs. The CPU engine computes the outputs, bit-identical to device {@code
 * cpu}, and each run ends when the simulated GPU would end it. The time scale of the parameters
 * must be large enough that the CPU finishes first.
 */
public final class SimulatedEngine implements Engine {
  private final Engine processor;
  private final GpuParameters parameters;
  private final Function<Device, String> uuids;
  private final Supplier<Optional<SimulatedMps>> mps;
  private final Map<String, HostGpu> gpus = new HashMap<>();

  /**
   * Creates the engine.
   *
   * @param processor the CPU engine that computes the outputs
   * @param uuids maps a device of this process to the name of its GPU; processes that use the same
   *     name share the GPU
   * @param mps the MPS server that this process joins when it first uses a GPU; empty for time
   *     slicing
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
   * Loads a model onto a simulated GPU. The first load attaches this process to the GPU, as the
   * initialization of CUDA would.
   *
   * @throws OutOfGpuMemory if the context or the model does not fit
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
   * A loaded model and its GPU.
   *
   * @param part ID of the allocation of its memory
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
