package io.euge.inference.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import io.euge.device.Device;
import io.euge.device.context.GpuContext;
import io.euge.inference.EngineOptions;
import io.euge.inference.InferenceException;
import io.euge.inference.MemoryEstimate;
import io.euge.inference.Session;
import io.euge.inference.Workspace;
import io.euge.inference.compiled.CompiledKey;
import io.euge.inference.onnxruntime.cuda.Cuda;
import io.euge.inference.onnxruntime.cuda.CudaOptions;
import io.euge.inference.onnxruntime.cuda.CudaProvider;
import io.euge.inference.onnxruntime.session.OnnxRuntimeEnvironment;
import io.euge.inference.onnxruntime.session.OnnxRuntimeSession;
import io.euge.inference.onnxruntime.tensorrt.TensorRt;
import io.euge.inference.onnxruntime.tensorrt.TensorRtEngineCache;
import io.euge.inference.onnxruntime.tensorrt.TensorRtOptions;
import io.euge.model.Model;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Loads models on NVIDIA GPUs, by CUDA alone or by TensorRT too; TensorRT was never run. */
final class OnnxRuntimeGpu {
  private final GpuOptions gpuOptions;
  private final GpuContext gpus;
  private final Optional<TensorRtEngineCache> engineCache;

  OnnxRuntimeGpu(GpuOptions gpuOptions, GpuContext gpus) {
    this.gpuOptions = gpuOptions;
    this.gpus = gpus;
    this.engineCache =
        gpuOptions
            .tensorRt()
            .map(tensorRt -> new TensorRtEngineCache(tensorRt.directory(), tensorRt.maxBytes()));
  }

  /**
   * Loads a model on a GPU.
   *
   * @throws InferenceException if CUDA, or TensorRT where it is enabled, cannot be used here
   */
  OnnxRuntimeSession load(Model model, Device device, EngineOptions options) throws OrtException {
    Cuda.fault().ifPresent(fault -> refuse(model, device, fault));
    if (gpuOptions.tensorRt().isEmpty()) {
      return createSession(model, device, options, Optional.empty());
    }
    TensorRt.fault().ifPresent(fault -> refuse(model, device, fault));
    return loadWithTensorRt(model, device, options, gpuOptions.tensorRt().get());
  }

  private static void refuse(Model model, Device device, String fault) {
    throw new InferenceException(
        "Cannot load model %s on %s: %s".formatted(model.name(), device, fault));
  }

  private OnnxRuntimeSession loadWithTensorRt(
      Model model, Device device, EngineOptions options, TensorRtOptions tensorRt)
      throws OrtException {
    Map<String, String> keys = tensorRt.keys(model, options.batching().maxBatch());
    Optional<Path> engines = engines(model, device, options, keys);
    Map<String, String> all =
        engines.map(folder -> with(keys, TensorRtOptions.engines(folder))).orElse(keys);
    return createSession(model, device, options, Optional.of(all))
        .withMostFrames(tensorRt.maxBatch());
  }

  /** Returns the directory of compiled engines; empty, with a warning, if there can be none. */
  private Optional<Path> engines(
      Model model, Device device, EngineOptions options, Map<String, String> keys) {
    TensorRtEngineCache cache = engineCache.orElseThrow();
    try {
      CompiledKey key = TensorRt.key(model, gpus, device, keys);
      return Optional.of(
          cache.open(key, (built, timing) -> build(model, device, options, keys, built, timing)));
    } catch (Exception e) {
      cache.warn(e);
      return Optional.empty();
    }
  }

  /** TensorRT may compile at the load or at the first run of a shape, so the extremes both run. */
  private void build(
      Model model,
      Device device,
      EngineOptions options,
      Map<String, String> keys,
      Path built,
      Path timing)
      throws OrtException {
    Map<String, String> all =
        with(with(keys, TensorRtOptions.engines(built)), TensorRtOptions.timing(timing));
    int most = gpuOptions.tensorRt().orElseThrow().maxBatch();
    try (Session session = createSession(model, device, options, Optional.of(all));
        Workspace workspace = session.workspace(most)) {
      workspace.run(1);
      workspace.run(most);
    }
  }

  private OnnxRuntimeSession createSession(
      Model model, Device device, EngineOptions options, Optional<Map<String, String>> tensorRt)
      throws OrtException {
    OrtEnvironment environment = OnnxRuntimeEnvironment.get();
    try (SessionOptions settings = SessionSettings.of(options)) {
      for (Map.Entry<String, String> key : gpuOptions.sessionKeys().entrySet()) {
        settings.addConfigEntry(key.getKey(), key.getValue());
      }
      // Kernels that add up in any order have others that do not.
      settings.setDeterministicCompute(true);
      // Parts of the graph go to the first provider that can run them.
      if (tensorRt.isPresent()) {
        addTensorRt(settings, device, tensorRt.get());
      }
      addCuda(settings, device);
      settings.setOptimizationLevel(OptLevel.ALL_OPT);
      OrtSession session = environment.createSession(model.graph().toString(), settings);
      // The memory taken on a GPU cannot be measured here.
      // For each other number of frames than it has just run, ONNX Runtime has cuDNN prepare the
      // kernels of all convolutions anew: seconds, where a run takes milliseconds.
      return new OnnxRuntimeSession(environment, session, model, device, MemoryEstimate.of(model))
          .withWholeRuns();
    }
  }

  private void addCuda(SessionOptions settings, Device device) throws OrtException {
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device.ordinal())) {
      CudaOptions limited = gpuOptions.cuda().within(gpus.modelBytes(device));
      for (Map.Entry<String, String> key : limited.keys().entrySet()) {
        cuda.add(key.getKey(), key.getValue());
      }
      CudaProvider.add(settings, cuda);
    }
  }

  private static void addTensorRt(SessionOptions settings, Device device, Map<String, String> keys)
      throws OrtException {
    try (OrtTensorRTProviderOptions tensorRt = new OrtTensorRTProviderOptions(device.ordinal())) {
      for (Map.Entry<String, String> key : keys.entrySet()) {
        tensorRt.add(key.getKey(), key.getValue());
      }
      settings.addTensorrt(tensorRt);
    }
  }

  private static Map<String, String> with(Map<String, String> keys, Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(keys);
    all.putAll(more);
    return all;
  }
}
