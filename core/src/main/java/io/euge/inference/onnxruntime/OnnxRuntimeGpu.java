package io.euge.inference.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import io.euge.device.Device;
import io.euge.inference.EngineOptions;
import io.euge.inference.InferenceException;
import io.euge.inference.MemoryEstimate;
import io.euge.inference.Session;
import io.euge.inference.Workspace;
import io.euge.inference.onnxruntime.compiled.CompiledKey;
import io.euge.inference.onnxruntime.cuda.Cuda;
import io.euge.inference.onnxruntime.cuda.CudaOptions;
import io.euge.inference.onnxruntime.cuda.GpuBudget;
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
import java.util.function.Function;

/** Loads models on NVIDIA GPUs, by CUDA alone or by TensorRT too. Never run on a GPU. */
final class OnnxRuntimeGpu {
  private final GpuOptions gpu;
  private final Function<Device, GpuBudget> places;
  private final Optional<TensorRtEngineCache> engines;

  OnnxRuntimeGpu(GpuOptions gpu, Function<Device, GpuBudget> places) {
    this.gpu = gpu;
    this.places = places;
    this.engines =
        gpu.tensorRt()
            .map(options -> new TensorRtEngineCache(options.directory(), options.maxBytes()));
  }

  /**
   * @throws InferenceException if CUDA, or TensorRT where it is asked for, cannot be used here
   */
  OnnxRuntimeSession load(Model model, Device device, EngineOptions options) throws OrtException {
    Cuda.fault().ifPresent(fault -> refuse(model, device, fault));
    if (gpu.tensorRt().isEmpty()) {
      return load(model, device, options, Optional.empty());
    }
    TensorRt.fault().ifPresent(fault -> refuse(model, device, fault));
    TensorRtOptions tensorRt = gpu.tensorRt().get();
    Map<String, String> keys = tensorRt.keys(model, options.batching().maxBatch());
    Path folder;
    try {
      CompiledKey key = TensorRt.key(model, places.apply(device), keys);
      folder =
          engines
              .orElseThrow()
              .open(key, (built, timing) -> build(model, device, options, keys, built, timing));
    } catch (Exception e) {
      engines.orElseThrow().warn(e);
      return load(model, device, options, Optional.of(keys)).withMostFrames(tensorRt.maxBatch());
    }
    return load(model, device, options, with(keys, TensorRtOptions.engines(folder)))
        .withMostFrames(tensorRt.maxBatch());
  }

  private static void refuse(Model model, Device device, String fault) {
    throw new InferenceException(
        "Cannot load model %s on %s: %s".formatted(model.name(), device, fault));
  }

  /** TensorRT may compile at the load or at the first run of a shape, so the ends of both run. */
  private void build(
      Model model,
      Device device,
      EngineOptions options,
      Map<String, String> keys,
      Path built,
      Path timing)
      throws OrtException {
    Map<String, String> all = new TreeMap<>(keys);
    all.putAll(TensorRtOptions.engines(built));
    all.putAll(TensorRtOptions.timing(timing));
    int most = gpu.tensorRt().orElseThrow().maxBatch();
    try (Session session = load(model, device, options, Optional.of(all));
        Workspace workspace = session.workspace(most)) {
      workspace.run(1);
      workspace.run(most);
    }
  }

  private OnnxRuntimeSession load(
      Model model, Device device, EngineOptions options, Optional<Map<String, String>> tensorRt)
      throws OrtException {
    OrtEnvironment environment = OnnxRuntimeEnvironment.get();
    try (SessionOptions settings = OnnxRuntimeEngine.settings(options)) {
      for (Map.Entry<String, String> key : gpu.sessionKeys().entrySet()) {
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
      // A GPU's memory cannot be asked for here.
      return new OnnxRuntimeSession(environment, session, model, device, MemoryEstimate.of(model));
    }
  }

  private void addCuda(SessionOptions settings, Device device) throws OrtException {
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device.ordinal())) {
      CudaOptions limited = gpu.cuda().within(places.apply(device).memory());
      for (Map.Entry<String, String> key : limited.keys().entrySet()) {
        cuda.add(key.getKey(), key.getValue());
      }
      settings.addCUDA(cuda);
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

  private static Optional<Map<String, String>> with(
      Map<String, String> keys, Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(keys);
    all.putAll(more);
    return Optional.of(all);
  }
}
