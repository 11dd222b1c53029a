package io.euge.inference.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.euge.device.Device;
import io.euge.inference.Engine;
import io.euge.inference.EngineOptions;
import io.euge.inference.InferenceException;
import io.euge.inference.MemoryEstimate;
import io.euge.inference.Session;
import io.euge.inference.onnxruntime.compiled.CompiledModels;
import io.euge.inference.onnxruntime.compiled.ProcessorFeatures;
import io.euge.inference.onnxruntime.cuda.GpuBudget;
import io.euge.inference.onnxruntime.session.OnnxRuntimeEnvironment;
import io.euge.inference.onnxruntime.session.OnnxRuntimeSession;
import io.euge.model.Model;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * ONNX Runtime on the processor and on NVIDIA GPUs.
 *
 * <p>The library's own log is silent, for all it has to say comes back as an exception.
 */
public final class OnnxRuntimeEngine implements Engine {
  /** Runs of many tasks share the cores: a thread that waits in a loop takes one from another. */
  public static final Map<String, String> SESSION_KEYS =
      Map.of("session.intra_op.allow_spinning", "0", "session.inter_op.allow_spinning", "0");

  public static final String DISABLE_PREPACKING = "session.disable_prepacking";

  private final Optional<OnnxRuntimeCompiler> compiler;
  private final OnnxRuntimeGpu gpu;

  /** An engine that prepares every model anew. */
  public OnnxRuntimeEngine() {
    compiler = Optional.empty();
    gpu = new OnnxRuntimeGpu(GpuOptions.DEFAULT, device -> GpuBudget.UNKNOWN);
  }

  /** An engine that maps compiled models where the processor runs them. */
  public OnnxRuntimeEngine(CompiledModels compiledModels) {
    this(compiledModels, GpuOptions.DEFAULT, device -> GpuBudget.UNKNOWN);
  }

  /**
   * An engine that maps compiled models where the processor runs them.
   *
   * @param options for all models on GPUs
   * @param places tells of the GPU behind a device; asked at each load on one
   */
  public OnnxRuntimeEngine(
      CompiledModels compiledModels, GpuOptions options, Function<Device, GpuBudget> places) {
    compiler =
        ProcessorFeatures.read()
            .map(processor -> new OnnxRuntimeCompiler(compiledModels, processor));
    gpu = new OnnxRuntimeGpu(options, places);
  }

  @Override
  public Session load(Model model, Device device, EngineOptions options) {
    if (device.kind() == Device.Kind.SIM) {
      throw new InferenceException(
          "Cannot load model %s on %s: a simulated GPU needs its parameters, such as spark.euge.sim.parameters=t4"
              .formatted(model.name(), device));
    }
    MachineMemory.check(model, device, MachineMemory.total());
    boolean compiled = options.compiled() && device.kind() == Device.Kind.CPU;
    try {
      if (compiled && compiler.isPresent()) {
        return compiler.get().load(model, options);
      }
      if (device.kind() == Device.Kind.CUDA) {
        return gpu.load(model, device, options);
      }
      return loadPlainly(model, device, options);
    } catch (OrtException e) {
      throw new InferenceException(
          "Cannot load model %s (%s) on %s: %s"
              .formatted(model.name(), model.graph(), device, e.getMessage()),
          e);
    }
  }

  static OnnxRuntimeSession loadPlainly(Model model, Device device, EngineOptions options)
      throws OrtException {
    OrtEnvironment environment = OnnxRuntimeEnvironment.get();
    try (SessionOptions settings = settings(options)) {
      settings.setOptimizationLevel(OptLevel.ALL_OPT);
      long before = ResidentMemory.anonymous();
      OrtSession session = environment.createSession(model.graph().toString(), settings);
      long grown = ResidentMemory.anonymous() - before;
      // Other threads may have added to the growth; the weights it takes at least.
      long bytes = Math.max(model.bytes(), Math.min(grown, MemoryEstimate.of(model)));
      return new OnnxRuntimeSession(environment, session, model, device, bytes);
    }
  }

  /** Loads a compiled graph whose weights lie beside it and are mapped. */
  static OnnxRuntimeSession loadCompiled(
      Model model, EngineOptions options, Path graph, long mapped) throws OrtException {
    OrtEnvironment environment = OnnxRuntimeEnvironment.get();
    try (SessionOptions settings = settings(options)) {
      settings.setOptimizationLevel(OptLevel.NO_OPT);
      settings.addConfigEntry(DISABLE_PREPACKING, "1");
      long before = ResidentMemory.anonymous();
      OrtSession session = environment.createSession(graph.toString(), settings);
      long grown = ResidentMemory.anonymous() - before;
      long bytes = mapped + Math.max(0, Math.min(grown, MemoryEstimate.of(model)));
      return new OnnxRuntimeSession(environment, session, model, Device.CPU, bytes);
    }
  }

  static SessionOptions settings(EngineOptions options) throws OrtException {
    SessionOptions settings = new SessionOptions();
    try {
      settings.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      settings.setIntraOpNumThreads(options.intraOpThreads());
      settings.setInterOpNumThreads(1);
      for (Map.Entry<String, String> key : SESSION_KEYS.entrySet()) {
        settings.addConfigEntry(key.getKey(), key.getValue());
      }
      return settings;
    } catch (OrtException e) {
      settings.close();
      throw e;
    }
  }
}
