package io.euge.inference.onnxruntime.tensorrt;

import io.euge.inference.compiled.CompiledKey;
import io.euge.inference.compiled.CompiledModels;
import java.nio.file.Path;

/**
 * What TensorRT compiled for a host's GPUs, for all its processes to read, and the times of kernels
 * that it tried, which make the next compilation shorter. One process compiles a model, the others
 * wait for it; nobody sees what is half done.
 */
public final class TensorRtEngineCache {
  private final CompiledModels engines;
  private final TensorRtTimingCache timings;

  /** Has TensorRT compile a model. */
  @FunctionalInterface
  public interface Builder {
    /**
     * Builds.
     *
     * @param engines an empty directory to write into
     * @param timings a directory with the times of others, for this compilation alone
     */
    void build(Path engines, Path timings) throws Exception;
  }

  public TensorRtEngineCache(Path directory, long maxBytes) {
    this.engines = new CompiledModels(directory.resolve("engines"), maxBytes);
    this.timings = new TensorRtTimingCache(directory.resolve("timings"));
  }

  /**
   * Returns the complete directory of a model's engines, which must not be changed.
   *
   * @throws Exception if the directory cannot be used or the build failed; nothing is left behind
   */
  public Path open(CompiledKey key, Builder builder) throws Exception {
    // Times depend on GPU and library, not on the model.
    String timing = new CompiledKey("times", key.engine(), key.processor(), "").folder();
    return engines.open(
        key, 1, folder -> timings.use(timing, scratch -> builder.build(folder, scratch)));
  }

  /** Warns once that the cache cannot be used. */
  public void warn(Exception cause) {
    engines.warn(cause);
  }
}
