package io.euge.spark.conf;

import io.euge.OptionException;
import io.euge.inference.onnxruntime.GpuOptions;
import io.euge.inference.onnxruntime.cuda.CudaOptions;
import io.euge.inference.onnxruntime.tensorrt.TensorRtOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;

/**
 * Settings of CUDA and TensorRT for all models of an executor's process. {@link CudaOptions} and
 * {@link TensorRtOptions} describe each setting.
 */
public final class CudaSettings {
  private CudaSettings() {}

  /**
   * Reads the settings of a process.
   *
   * @throws OptionException naming the keys and values that cannot be
   */
  public static GpuOptions of(SparkConf conf) {
    return ConfParser.parse(conf, CudaSettings::of);
  }

  /**
   * Reads where the process looks for CUDA's libraries first.
   *
   * @throws OptionException if the value cannot be
   */
  public static List<Path> libraries(SparkConf conf) {
    return ConfParser.parse(conf, parser -> parser.value(EngineEntries.CUDA_LIBRARIES));
  }

  static GpuOptions of(ConfParser parser) {
    TensorRtOptions tensorRt = tensorRt(parser);
    return new GpuOptions(
        cuda(parser),
        parser.value(ClusterSettings.TENSORRT_ENABLED) ? Optional.of(tensorRt) : Optional.empty(),
        parser.value(ClusterSettings.CUDA_WEIGHTS_OUTSIDE_ARENA),
        parser.value(ClusterSettings.CUDA_FALLBACK));
  }

  private static CudaOptions cuda(ConfParser parser) {
    return new CudaOptions(
        parser.value(ClusterSettings.CUDA_MEMORY_LIMIT),
        parser.value(ClusterSettings.CUDA_ARENA_GROWTH),
        parser.value(ClusterSettings.CUDA_CONVOLUTION_SEARCH),
        parser.value(ClusterSettings.CUDA_MAX_CONVOLUTION_WORKSPACE),
        parser.value(ClusterSettings.CUDA_COPY_IN_DEFAULT_STREAM),
        parser.value(ClusterSettings.CUDA_PREFER_NHWC),
        parser.value(ClusterSettings.CUDA_TF32));
  }

  private static TensorRtOptions tensorRt(ConfParser parser) {
    return new TensorRtOptions(
        parser.value(ClusterSettings.TENSORRT_FP16),
        parser.value(ClusterSettings.TENSORRT_WORKSPACE),
        parser.value(ClusterSettings.TENSORRT_MAX_BATCH),
        parser.value(ClusterSettings.TENSORRT_DIRECTORY),
        parser.value(ClusterSettings.TENSORRT_SIZE));
  }
}
