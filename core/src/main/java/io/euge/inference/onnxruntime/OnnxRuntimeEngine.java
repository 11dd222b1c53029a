package io.euge.inference.onnxruntime;

import ai.onnxruntime.OrtException;
import io.euge.device.Device;
import io.euge.device.context.GpuContext;
import io.euge.inference.Engine;
import io.euge.inference.EngineOptions;
import io.euge.inference.InferenceException;
import io.euge.inference.MachineMemory;
import io.euge.inference.Session;
import io.euge.inference.compiled.CompiledModels;
import io.euge.inference.compiled.ProcessorFeatures;
import io.euge.model.Model;
import java.util.Optional;

/** Runs models with ONNX Runtime on the CPU and on NVIDIA GPUs. */
public final class OnnxRuntimeEngine implements Engine {
  private final Optional<OnnxRuntimeCompiler> compiler;
  private final OnnxRuntimeGpu gpu;

  /** Creates an engine that prepares every model anew. */
  public OnnxRuntimeEngine() {
    this(GpuOptions.DEFAULT);
  }

  /**
   * Creates an engine that prepares every model anew.
   *
   * @param options for all models on GPUs
   */
  public OnnxRuntimeEngine(GpuOptions options) {
    this(Optional.empty(), new OnnxRuntimeGpu(options, GpuContext.UNRESOLVED));
  }

  /** Creates an engine that maps compiled models where the CPU runs them. */
  public OnnxRuntimeEngine(CompiledModels compiledModels) {
    this(compiledModels, GpuOptions.DEFAULT, GpuContext.UNRESOLVED);
  }

  /**
   * Creates an engine that maps compiled models where the CPU runs them.
   *
   * @param options for all models on GPUs
   * @param gpus of this process
   */
  public OnnxRuntimeEngine(CompiledModels compiledModels, GpuOptions options, GpuContext gpus) {
    this(
        ProcessorFeatures.read()
            .map(processor -> new OnnxRuntimeCompiler(compiledModels, processor)),
        new OnnxRuntimeGpu(options, gpus));
  }

  private OnnxRuntimeEngine(Optional<OnnxRuntimeCompiler> compiler, OnnxRuntimeGpu gpu) {
    this.compiler = compiler;
    this.gpu = gpu;
  }

  @Override
  public Session load(Model model, Device device, EngineOptions options) {
    MachineMemory.check(model, device, MachineMemory.total());
    try {
      return switch (device.kind()) {
        case CPU ->
            options.compiled() && compiler.isPresent()
                ? compiler.get().load(model, options)
                : CpuSessions.load(model, options);
        case CUDA -> gpu.load(model, device, options);
        case SIM ->
            throw new InferenceException(
                "Cannot load model %s on %s: a simulated GPU needs its parameters, such as spark.euge.sim.parameters=t4"
                    .formatted(model.name(), device));
      };
    } catch (OrtException e) {
      throw new InferenceException(
          "Cannot load model %s (%s) on %s: %s"
              .formatted(model.name(), model.graph(), device, OnnxRuntimeReason.of(e)),
          e);
    }
  }
}
