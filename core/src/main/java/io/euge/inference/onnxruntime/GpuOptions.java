package io.euge.inference.onnxruntime;

import io.euge.inference.onnxruntime.cuda.CudaOptions;
import io.euge.inference.onnxruntime.tensorrt.TensorRtOptions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Options of running models on the GPUs of a process.
 *
 * @param cuda what CUDA is told
 * @param tensorRt what TensorRT is told; empty if it is not used
 * @param weightsOutsideArena whether weights are allocated one by one and not from the arena, so
 *     that nothing is rounded up and the arena's limit does not count them
 * @param fallback whether parts of a graph that the GPU has no kernel for may run on the CPU; ONNX
 *     Runtime also puts small computations of shapes there
 */
public record GpuOptions(
    CudaOptions cuda,
    Optional<TensorRtOptions> tensorRt,
    boolean weightsOutsideArena,
    boolean fallback) {
  /** CUDA as it is by default, no TensorRT. */
  public static final GpuOptions DEFAULT =
      new GpuOptions(CudaOptions.DEFAULT, Optional.empty(), false, true);

  /** Returns these options with a limit of the arena of each session on CUDA, in bytes. */
  public GpuOptions withMemoryLimit(long bytes) {
    return new GpuOptions(cuda.withMemoryLimit(bytes), tensorRt, weightsOutsideArena, fallback);
  }

  /** Returns these options with TensorRT, which compiles each model. */
  public GpuOptions withTensorRt(TensorRtOptions options) {
    return new GpuOptions(cuda, Optional.of(options), weightsOutsideArena, fallback);
  }

  /** Returns the entries for ONNX Runtime's sessions, which silently ignore unknown keys. */
  Map<String, String> sessionKeys() {
    Map<String, String> keys = new TreeMap<>();
    keys.put(
        "session.use_device_allocator_for_initializers", CudaOptions.flag(weightsOutsideArena));
    keys.put("session.disable_cpu_ep_fallback", CudaOptions.flag(!fallback));
    return keys;
  }
}
