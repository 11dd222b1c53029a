package io.euge.inference.onnxruntime.tensorrt;

import io.euge.inference.onnxruntime.cuda.CudaOptions;
import io.euge.model.Model;
import io.euge.model.spec.TensorSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Options of ONNX Runtime for TensorRT, which compiles a model for one GPU. Compiling takes
 * minutes, so the compiled engines are kept for all processes of the host.
 *
 * @param fp16 whether it may compute in half precision: faster, and other results
 * @param workspace bytes that a layer may take while it runs; empty for TensorRT's own rule
 * @param maxBatch most frames of one run: it compiles for 1 to so many, and for the most of a batch
 *     in particular
 * @param directory where compiled models are kept; made when first needed
 * @param maxBytes size above which those used least recently go
 */
public record TensorRtOptions(
    boolean fp16, OptionalLong workspace, int maxBatch, Path directory, long maxBytes) {
  /** Frames of one run that are enough for most. */
  public static final int MAX_BATCH = 32;

  public TensorRtOptions {
    if (maxBatch < 1 || maxBytes < 1 || (workspace.isPresent() && workspace.getAsLong() < 1)) {
      throw new IllegalArgumentException(
          "Cannot configure TensorRT for batches of %d frames, workspace %s and a cache of %d bytes; give at least 1 of each"
              .formatted(maxBatch, workspace, maxBytes));
    }
  }

  /**
   * Returns the entries for ONNX Runtime's TensorRT provider, without its caches.
   *
   * @param batch frames of the run to compile for in particular
   */
  public Map<String, String> keys(Model model, int batch) {
    Map<String, String> keys = new TreeMap<>();
    keys.put("trt_fp16_enable", CudaOptions.flag(fp16));
    workspace.ifPresent(bytes -> keys.put("trt_max_workspace_size", Long.toString(bytes)));
    keys.put("trt_profile_min_shapes", frames(model, 1));
    keys.put("trt_profile_opt_shapes", frames(model, Math.min(batch, maxBatch)));
    keys.put("trt_profile_max_shapes", frames(model, maxBatch));
    return keys;
  }

  /**
   * Returns the entries by which engines are read from a directory, or written there if it has
   * none.
   */
  public static Map<String, String> engines(Path folder) {
    return Map.of("trt_engine_cache_enable", "1", "trt_engine_cache_path", folder.toString());
  }

  /** Returns the entries by which kernel timings are read from a directory and added to it. */
  public static Map<String, String> timing(Path folder) {
    return Map.of("trt_timing_cache_enable", "1", "trt_timing_cache_path", folder.toString());
  }

  private static String frames(Model model, int count) {
    TensorSpec input = model.input().tensor();
    return input.name()
        + ":"
        + LongStream.of(input.sizes(count))
            .mapToObj(Long::toString)
            .collect(Collectors.joining("x"));
  }
}
