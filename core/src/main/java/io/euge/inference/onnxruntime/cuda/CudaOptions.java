package io.euge.inference.onnxruntime.cuda;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Options of ONNX Runtime for CUDA. The defaults prefer equal results in every process, and memory
 * for other processes, to maximum speed.
 *
 * @param memoryLimit bytes that the arena of each session may take; weights are in it, CUDA's own
 *     context and the workspaces of its libraries are not; empty for the process's share of the
 *     GPU, or all that is free where that is not known
 * @param arenaGrowth how the arena grows
 * @param convolutionSearch how kernels of convolutions are chosen
 * @param maxConvolutionWorkspace whether a search may choose kernels that need much memory beside
 *     their data
 * @param copyInDefaultStream whether copies wait for the runs before them; without it they may
 *     overtake them and spoil results
 * @param preferNhwc whether convolutions run with channels last, where the build of ONNX Runtime
 *     has such kernels
 * @param tf32 whether matrices are multiplied with 10 bits of mantissa on GPUs that can: faster,
 *     and further from the CPU's results
 */
public record CudaOptions(
    OptionalLong memoryLimit,
    ArenaGrowth arenaGrowth,
    ConvolutionSearch convolutionSearch,
    boolean maxConvolutionWorkspace,
    boolean copyInDefaultStream,
    boolean preferNhwc,
    boolean tf32) {
  /** No limit, growth as needed, kernels by rule, no TF32. */
  public static final CudaOptions DEFAULT =
      new CudaOptions(
          OptionalLong.empty(),
          ArenaGrowth.SAME_AS_REQUESTED,
          ConvolutionSearch.HEURISTIC,
          true,
          true,
          false,
          false);

  public CudaOptions {
    if (memoryLimit.isPresent() && memoryLimit.getAsLong() < 1) {
      throw new IllegalArgumentException("no session fits " + memoryLimit.getAsLong() + " bytes");
    }
  }

  public CudaOptions withMemoryLimit(long bytes) {
    return new CudaOptions(
        OptionalLong.of(bytes),
        arenaGrowth,
        convolutionSearch,
        maxConvolutionWorkspace,
        copyInDefaultStream,
        preferNhwc,
        tf32);
  }

  /** Returns these options with the process's share as limit, unless there is another limit. */
  public CudaOptions within(OptionalLong share) {
    return memoryLimit.isPresent() || share.isEmpty() ? this : withMemoryLimit(share.getAsLong());
  }

  /** Returns the entries for ONNX Runtime's CUDA provider. */
  public Map<String, String> keys() {
    Map<String, String> keys = new TreeMap<>();
    memoryLimit.ifPresent(bytes -> keys.put("gpu_mem_limit", Long.toString(bytes)));
    keys.put("arena_extend_strategy", arenaGrowth.value);
    keys.put("cudnn_conv_algo_search", convolutionSearch.name());
    keys.put("cudnn_conv_use_max_workspace", flag(maxConvolutionWorkspace));
    keys.put("do_copy_in_default_stream", flag(copyInDefaultStream));
    keys.put("prefer_nhwc", flag(preferNhwc));
    keys.put("use_tf32", flag(tf32));
    return keys;
  }

  public static String flag(boolean on) {
    return on ? "1" : "0";
  }
}
