package io.euge.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.euge.device.Device;
import io.euge.model.Model;
import java.nio.file.Path;
import java.util.Optional;

/**
 * ONNX Runtime on the processor and on NVIDIA GPUs. A simulated device runs on the processor but is
 * treated as an accelerator by everyone else.
 *
 * <p>The library's own log is silent, for all it has to say comes back as an exception.
 */
public final class OnnxRuntimeEngine implements Engine {
  private final Optional<OnnxRuntimeCompiler> compiler;

  /** An engine that prepares every model anew. */
  public OnnxRuntimeEngine() {
    compiler = Optional.empty();
  }

  /** An engine that maps compiled models where the processor runs them. */
  public OnnxRuntimeEngine(CompiledModels compiledModels) {
    compiler =
        ProcessorFeatures.read()
            .map(processor -> new OnnxRuntimeCompiler(compiledModels, processor));
  }

  @Override
  public Session load(Model model, Device device, EngineOptions options) {
    MachineMemory.check(model, device, MachineMemory.total());
    boolean compiled = options.compiled() && device.kind() == Device.Kind.CPU;
    try {
      if (compiled && compiler.isPresent()) {
        return compiler.get().load(model, options);
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
      if (device.kind() == Device.Kind.CUDA) {
        addCuda(settings, model, device);
      }
      settings.setOptimizationLevel(OptLevel.ALL_OPT);
      long before = ResidentMemory.anonymous();
      OrtSession session = environment.createSession(model.graph().toString(), settings);
      long grown = ResidentMemory.anonymous() - before;
      long bytes = bytes(model, device, grown);
      return new OnnxRuntimeSession(environment, session, model, device, bytes);
    }
  }

  /**
   * What a plain session takes. On a GPU, whose memory cannot be asked for here, an estimate; on
   * the processor the growth, which other threads may have added to, but the weights at least.
   */
  private static long bytes(Model model, Device device, long grown) {
    long estimate = MemoryEstimate.of(model);
    return device.kind() == Device.Kind.CUDA
        ? estimate
        : Math.max(model.bytes(), Math.min(grown, estimate));
  }

  /** Loads a compiled graph whose weights lie beside it and are mapped. */
  static OnnxRuntimeSession loadCompiled(
      Model model, EngineOptions options, Path graph, long mapped) throws OrtException {
    OrtEnvironment environment = OnnxRuntimeEnvironment.get();
    try (SessionOptions settings = settings(options)) {
      settings.setOptimizationLevel(OptLevel.NO_OPT);
      settings.addConfigEntry("session.disable_prepacking", "1");
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
      settings.addConfigEntry("session.intra_op.allow_spinning", "0");
      settings.addConfigEntry("session.inter_op.allow_spinning", "0");
      return settings;
    } catch (OrtException e) {
      settings.close();
      throw e;
    }
  }

  private static void addCuda(SessionOptions settings, Model model, Device device)
      throws OrtException {
    Cuda.fault()
        .ifPresent(
            fault -> {
              throw new InferenceException(
                  "Cannot load model %s on %s: %s".formatted(model.name(), device, fault));
            });
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device.ordinal())) {
      // A search by timing would pick other kernels, so other last digits, from process to process,
      // and would search anew for each batch size.
      cuda.add("cudnn_conv_algo_search", "HEURISTIC");
      settings.addCUDA(cuda);
    }
  }
}
