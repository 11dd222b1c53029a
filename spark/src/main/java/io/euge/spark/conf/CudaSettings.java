package io.euge.spark.conf;

import io.euge.OptionException;
import io.euge.Printable;
import io.euge.file.CacheFolder;
import io.euge.inference.onnxruntime.GpuOptions;
import io.euge.inference.onnxruntime.cuda.ArenaGrowth;
import io.euge.inference.onnxruntime.cuda.ConvolutionSearch;
import io.euge.inference.onnxruntime.cuda.CudaOptions;
import io.euge.inference.onnxruntime.tensorrt.TensorRtOptions;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.apache.spark.network.util.JavaUtils;

/**
 * How an executor's process uses CUDA and TensorRT: settings of the cluster alone, for all models
 * of the process. {@link CudaOptions} and {@link TensorRtOptions} say what each of them does.
 */
public final class CudaSettings {
  /** A size such as {@code 8g}; the process's share of the GPU if unset. */
  static final String MEMORY_LIMIT = "spark.euge.cuda.memoryLimit";

  /** {@code same-as-requested} or {@code next-power-of-two}. */
  static final String ARENA_GROWTH = "spark.euge.cuda.arenaGrowth";

  /** {@code heuristic}, {@code exhaustive} or {@code default}. */
  static final String CONVOLUTION_SEARCH = "spark.euge.cuda.convolutionSearch";

  static final String MAX_CONVOLUTION_WORKSPACE = "spark.euge.cuda.maxConvolutionWorkspace";
  static final String COPY_IN_DEFAULT_STREAM = "spark.euge.cuda.copyInDefaultStream";
  static final String PREFER_NHWC = "spark.euge.cuda.preferNhwc";
  static final String TF32 = "spark.euge.cuda.tf32";
  static final String WEIGHTS_OUTSIDE_ARENA = "spark.euge.cuda.weightsOutsideArena";

  /** Whether parts of a graph may run on the processor. */
  static final String FALLBACK = "spark.euge.cuda.fallback";

  static final String TENSOR_RT = "spark.euge.tensorrt.enabled";
  static final String TENSOR_RT_FP16 = "spark.euge.tensorrt.fp16";

  /** A size such as {@code 1g}. */
  static final String TENSOR_RT_WORKSPACE = "spark.euge.tensorrt.workspace";

  static final String TENSOR_RT_MAX_BATCH = "spark.euge.tensorrt.maxBatch";

  /** Folder of what TensorRT compiled; {@code tensorrt} in Euge's cache if unset. */
  static final String TENSOR_RT_DIRECTORY = "spark.euge.tensorrt.directory";

  /** Size that folder may have. */
  static final String TENSOR_RT_SIZE = "spark.euge.tensorrt.size";

  static final Set<String> KEYS =
      Set.of(
          MEMORY_LIMIT,
          ARENA_GROWTH,
          CONVOLUTION_SEARCH,
          MAX_CONVOLUTION_WORKSPACE,
          COPY_IN_DEFAULT_STREAM,
          PREFER_NHWC,
          TF32,
          WEIGHTS_OUTSIDE_ARENA,
          FALLBACK,
          TENSOR_RT,
          TENSOR_RT_FP16,
          TENSOR_RT_WORKSPACE,
          TENSOR_RT_MAX_BATCH,
          TENSOR_RT_DIRECTORY,
          TENSOR_RT_SIZE);

  private static final long USUAL_SIZE = 20L << 30;

  private final SparkConf conf;

  private CudaSettings(SparkConf conf) {
    this.conf = conf;
  }

  /**
   * Reads the settings of a cluster.
   *
   * @throws OptionException naming the key and value that cannot be
   */
  public static GpuOptions of(SparkConf conf) {
    CudaSettings settings = new CudaSettings(conf);
    GpuOptions usual = GpuOptions.DEFAULT;
    TensorRtOptions tensorRt = settings.tensorRt();
    return new GpuOptions(
        settings.cuda(usual.cuda()),
        settings.flag(TENSOR_RT, false) ? Optional.of(tensorRt) : Optional.empty(),
        settings.flag(WEIGHTS_OUTSIDE_ARENA, usual.weightsOutsideArena()),
        settings.flag(FALLBACK, usual.fallback()));
  }

  private CudaOptions cuda(CudaOptions usual) {
    return new CudaOptions(
        size(MEMORY_LIMIT),
        value(
            ARENA_GROWTH,
            text -> word(ArenaGrowth.class, text),
            "same-as-requested or next-power-of-two",
            usual.arenaGrowth()),
        value(
            CONVOLUTION_SEARCH,
            text -> word(ConvolutionSearch.class, text),
            "heuristic, exhaustive or default",
            usual.convolutionSearch()),
        flag(MAX_CONVOLUTION_WORKSPACE, usual.maxConvolutionWorkspace()),
        flag(COPY_IN_DEFAULT_STREAM, usual.copyInDefaultStream()),
        flag(PREFER_NHWC, usual.preferNhwc()),
        flag(TF32, usual.tf32()));
  }

  private TensorRtOptions tensorRt() {
    return new TensorRtOptions(
        flag(TENSOR_RT_FP16, false),
        size(TENSOR_RT_WORKSPACE),
        value(
            TENSOR_RT_MAX_BATCH,
            Options::positive,
            "a whole number from 1",
            TensorRtOptions.MAX_BATCH),
        value(
            TENSOR_RT_DIRECTORY,
            Path::of,
            "the name of a folder",
            CacheFolder.standard(System.getenv()).resolve("tensorrt")),
        size(TENSOR_RT_SIZE).orElse(USUAL_SIZE));
  }

  private boolean flag(String key, boolean otherwise) {
    return value(key, CudaSettings::flag, "true or false", otherwise);
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private OptionalLong size(String key) {
    return value(key, CudaSettings::bytes, "a size such as 4g", OptionalLong.empty());
  }

  private static OptionalLong bytes(String text) {
    long bytes = JavaUtils.byteStringAsBytes(text);
    if (bytes < 1) {
      throw new IllegalArgumentException(text);
    }
    return OptionalLong.of(bytes);
  }

  /** As a user writes it, {@code next-power-of-two}. */
  private static <E extends Enum<E>> E word(Class<E> type, String text) {
    if (!text.equals(text.toLowerCase(Locale.ROOT)) || text.contains("_")) {
      throw new IllegalArgumentException(text);
    }
    return Enum.valueOf(type, text.replace('-', '_').toUpperCase(Locale.ROOT));
  }

  private <T> T value(String key, Function<String, T> parser, String form, T otherwise) {
    if (!conf.contains(key)) {
      return otherwise;
    }
    String text = conf.get(key).strip();
    try {
      if (text.isEmpty()) {
        throw new IllegalArgumentException(key);
      }
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new OptionException(key + " is '" + Printable.of(text) + "': give " + form);
    }
  }
}
