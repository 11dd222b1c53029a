package io.euge.spark.conf;

import io.euge.OptionException;
import io.euge.device.gpu.GpuSlot;
import io.euge.device.mps.MemoryLimit;
import io.euge.device.mps.MpsDirectory;
import io.euge.device.mps.ThreadPercentage;
import io.euge.device.placement.GpuClaims;
import io.euge.device.placement.Policy;
import io.euge.file.CacheFolder;
import io.euge.inference.onnxruntime.cuda.ArenaGrowth;
import io.euge.inference.onnxruntime.cuda.ConvolutionSearch;
import io.euge.process.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * All settings of a cluster: each executor process reads them once from Spark's configuration and
 * keeps them for all its jobs, so no reader's option can change them.
 */
public final class ClusterSettings {
  private static final List<ConfigEntry<?>> ENTRIES = new ArrayList<>();

  private static final String SIZE = "a size such as 4g";

  public static final ConfigEntry<Optional<Duration>> MODEL_KEEP_ALIVE =
      listed(
          ConfigEntry.withDefault(
                  ConfigGroup.MODELS,
                  "model.keep-alive",
                  ValueType.time("a time such as 10min or 30s", TimeUnit.SECONDS, "1000d")
                      .optional(),
                  "until the executor ends",
                  Optional::empty,
                  "How long a model without leases is kept")
              .formerly("model.keepAlive"));

  public static final ConfigEntry<OptionalLong> MODEL_MEMORY =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.MODELS,
              "model.memory",
              ValueType.size(SIZE, 1).map(OptionalLong::of),
              "no limit",
              OptionalLong::empty,
              "Memory for models per device; models without leases are evicted, the least"
                  + " recently used first"));

  static {
    ENTRIES.addAll(EngineEntries.settings());
  }

  public static final ConfigEntry<Path> COMPILED_DIRECTORY =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.MODELS,
              "compiled.directory",
              ValueType.path("a directory"),
              "`compiled` in Euge's cache",
              () -> CacheFolder.standard(System.getenv()).resolve("compiled"),
              "The directory of this host's compiled models"));

  public static final ConfigEntry<Long> COMPILED_SIZE =
      listed(
          ConfigEntry.of(
              ConfigGroup.MODELS,
              "compiled.size",
              ValueType.size("a size such as 20g", 1),
              "20g",
              "Above this size, the least recently used compiled models are deleted"));

  /** The default is less than the 30 seconds after which Spark's shutdown hooks are cut short. */
  public static final ConfigEntry<Duration> DRAIN_TIMEOUT =
      listed(
          ConfigEntry.of(
              ConfigGroup.MODELS,
              "drain.timeout",
              ValueType.time("a time such as 20s", TimeUnit.SECONDS, "1h"),
              "20s",
              "How long an executor that ends waits for work in progress"));

  public static final ConfigEntry<Integer> GPU_SLOTS =
      listed(
          ConfigEntry.of(
              ConfigGroup.GPUS,
              "gpu.slots",
              ValueType.upTo(GpuSlot.MOST),
              "1",
              "Executors that share a GPU"));

  public static final ConfigEntry<Program> NVIDIA_SMI =
      listed(
          ConfigEntry.withDefault(
                  ConfigGroup.GPUS,
                  "gpu.nvidia-smi",
                  ValueType.path("a file").map(Program::at),
                  "on the `PATH`",
                  () -> Program.named("nvidia-smi"),
                  "The path of `nvidia-smi`")
              .formerly("gpu.nvidiaSmi"));

  public static final ConfigEntry<Path> GPU_CLAIMS =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.GPUS,
              "gpu.claims",
              ValueType.path("a directory"),
              "`EUGE_CLAIMS`, else `/tmp/euge-claims-USER`",
              () -> GpuClaims.standardFolder(System.getenv()),
              "The directory of the GPU claims, the same for all executors of a host"));

  public static final ConfigEntry<GpuReserve> GPU_RESERVE =
      listed(
          ConfigEntry.of(
              ConfigGroup.GPUS,
              "gpu.reserve",
              new ValueType<>("a size such as 1g or a part such as 5%", GpuReserve::parse),
              "5%",
              "GPU memory that no executor uses"));

  public static final ConfigEntry<Long> GPU_CONTEXT_MEMORY =
      listed(
          ConfigEntry.of(
                  ConfigGroup.GPUS,
                  "gpu.context-memory",
                  ValueType.size("a size such as 512m", 0),
                  "576m",
                  "Memory of the CUDA context of each process; 536 MiB were measured on an H100")
              .formerly("gpu.contextMemory"));

  public static final ConfigEntry<Policy> GPU_POLICY =
      listed(
          ConfigEntry.of(
              ConfigGroup.GPUS,
              "gpu.policy",
              ValueType.choice("spark, least-loaded or round-robin", Policy.class),
              "spark",
              "How a task gets one of the GPUs of its process"));

  /** By default one task decodes while the other infers; not measured on a GPU. */
  public static final ConfigEntry<Integer> GPU_SPREAD_AT =
      listed(
          ConfigEntry.of(
                  ConfigGroup.GPUS,
                  "gpu.spread-at",
                  ValueType.upTo(1024),
                  "2",
                  "Copy a model to another GPU when each GPU that has it runs this many tasks")
              .formerly("gpu.spreadAt"));

  public static final ConfigEntry<MpsSettings.Mode> MPS =
      listed(
          ConfigEntry.of(
              ConfigGroup.MPS,
              "mps",
              ValueType.choice("off, auto or required", MpsSettings.Mode.class),
              "off",
              "`auto` uses MPS where it is available, and warns otherwise; with `required`, an"
                  + " executor does not start without MPS"));

  public static final ConfigEntry<AutoLimit<ThreadPercentage>> MPS_THREAD_PERCENTAGE =
      listed(
          ConfigEntry.of(
                  ConfigGroup.MPS,
                  "mps.thread-percentage",
                  AutoLimit.type(
                      "auto, none or a number above 0 and at most 100", ThreadPercentage::parse),
                  "auto",
                  "The largest part of a GPU's threads that an executor uses at once; `auto` is"
                      + " 100 / (0.5 × slots), at most 100")
              .formerly("mps.threadPercentage"));

  public static final ConfigEntry<AutoLimit<MemoryLimit>> MPS_MEMORY =
      listed(
          ConfigEntry.of(
              ConfigGroup.MPS,
              "mps.memory",
              AutoLimit.type(
                  "auto, none or whole G or M such as 4G or 512M, from 1024M on whole G",
                  MemoryLimit::parse),
              "auto",
              "Memory limit of the process; `auto` is its share if a GPU has several slots,"
                  + " rounded down to what the daemon accepts"));

  public static final ConfigEntry<Path> MPS_DIRECTORY =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.MPS,
              "mps.directory",
              ValueType.path("a directory"),
              "`EUGE_MPS`, else `/tmp/euge-mps-USER`",
              () -> MpsDirectory.standardFolder(System.getenv()),
              "The directory of the pipe directories; use a short path on a local disk"));

  public static final ConfigEntry<OptionalLong> CUDA_MEMORY_LIMIT =
      listed(
          ConfigEntry.withDefault(
                  ConfigGroup.CUDA,
                  "cuda.memory-limit",
                  ValueType.size(SIZE, 1).map(OptionalLong::of),
                  "the process's share",
                  OptionalLong::empty,
                  "Memory limit of each session's arena, including weights, excluding the CUDA"
                      + " context. Several models or private copies in a process may exceed it"
                      + " together: set it lower then; under MPS, its limit applies too")
              .formerly("cuda.memoryLimit"));

  public static final ConfigEntry<ArenaGrowth> CUDA_ARENA_GROWTH =
      listed(
          ConfigEntry.of(
                  ConfigGroup.CUDA,
                  "cuda.arena-growth",
                  ValueType.choice("same-as-requested or next-power-of-two", ArenaGrowth.class),
                  "same-as-requested",
                  "`next-power-of-two` allocates less often and uses up to twice the memory")
              .formerly("cuda.arenaGrowth"));

  public static final ConfigEntry<ConvolutionSearch> CUDA_CONVOLUTION_SEARCH =
      listed(
          ConfigEntry.of(
                  ConfigGroup.CUDA,
                  "cuda.convolution-search",
                  ValueType.choice("heuristic, exhaustive or default", ConvolutionSearch.class),
                  "heuristic",
                  "`exhaustive` tries all kernels for each new shape; two processes may choose"
                      + " different ones")
              .formerly("cuda.convolutionSearch"));

  public static final ConfigEntry<Boolean> CUDA_MAX_CONVOLUTION_WORKSPACE =
      listed(
          ConfigEntry.of(
                  ConfigGroup.CUDA,
                  "cuda.max-convolution-workspace",
                  ValueType.BOOLEAN,
                  "true",
                  "Let the search choose kernels that need much memory")
              .formerly("cuda.maxConvolutionWorkspace"));

  public static final ConfigEntry<Boolean> CUDA_COPY_IN_DEFAULT_STREAM =
      listed(
          ConfigEntry.of(
                  ConfigGroup.CUDA,
                  "cuda.copy-in-default-stream",
                  ValueType.BOOLEAN,
                  "true",
                  "`false` lets copies overtake runs, which may corrupt results")
              .formerly("cuda.copyInDefaultStream"));

  public static final ConfigEntry<Boolean> CUDA_PREFER_NHWC =
      listed(
          ConfigEntry.of(
                  ConfigGroup.CUDA,
                  "cuda.prefer-nhwc",
                  ValueType.BOOLEAN,
                  "false",
                  "Run convolutions in the layout NHWC (channels last)")
              .formerly("cuda.preferNhwc"));

  public static final ConfigEntry<Boolean> CUDA_TF32 =
      listed(
          ConfigEntry.of(
              ConfigGroup.CUDA,
              "cuda.tf32",
              ValueType.BOOLEAN,
              "false",
              "Faster on Ampere and newer, with a mantissa of 10 bits: results differ more from"
                  + " the CPU's"));

  public static final ConfigEntry<Boolean> CUDA_WEIGHTS_OUTSIDE_ARENA =
      listed(
          ConfigEntry.of(
                  ConfigGroup.CUDA,
                  "cuda.weights-outside-arena",
                  ValueType.BOOLEAN,
                  "false",
                  "Allocate weights outside the arena; the memory limit then does not count them")
              .formerly("cuda.weightsOutsideArena"));

  public static final ConfigEntry<Boolean> CUDA_FALLBACK =
      listed(
          ConfigEntry.of(
              ConfigGroup.CUDA,
              "cuda.fallback",
              ValueType.BOOLEAN,
              "true",
              "Run parts of a graph on the CPU if they have no kernel for the GPU"));

  public static final ConfigEntry<Boolean> TENSORRT_ENABLED =
      listed(
          ConfigEntry.of(
              ConfigGroup.TENSORRT,
              "tensorrt.enabled",
              ValueType.BOOLEAN,
              "false",
              "Use TensorRT before CUDA; fail if it cannot be used"));

  public static final ConfigEntry<Boolean> TENSORRT_FP16 =
      listed(
          ConfigEntry.of(
              ConfigGroup.TENSORRT,
              "tensorrt.fp16",
              ValueType.BOOLEAN,
              "false",
              "Use half precision: faster, but changes the results"));

  public static final ConfigEntry<OptionalLong> TENSORRT_WORKSPACE =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.TENSORRT,
              "tensorrt.workspace",
              ValueType.size(SIZE, 1).map(OptionalLong::of),
              "TensorRT's default",
              OptionalLong::empty,
              "The memory limit of a layer while it runs"));

  public static final ConfigEntry<Integer> TENSORRT_MAX_BATCH =
      listed(
          ConfigEntry.of(
                  ConfigGroup.TENSORRT,
                  "tensorrt.max-batch",
                  ValueType.upTo(ReaderOptions.MAX_BATCH_SIZE),
                  "32",
                  "The largest batch; `batch` and `max-batch` must not be larger")
              .formerly("tensorrt.maxBatch"));

  public static final ConfigEntry<Path> TENSORRT_DIRECTORY =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.TENSORRT,
              "tensorrt.directory",
              ValueType.path("a directory"),
              "`tensorrt` in Euge's cache",
              () -> CacheFolder.standard(System.getenv()).resolve("tensorrt"),
              "The directory of TensorRT's compiled engines, shared by all processes of the host"));

  public static final ConfigEntry<Long> TENSORRT_SIZE =
      listed(
          ConfigEntry.of(
              ConfigGroup.TENSORRT,
              "tensorrt.size",
              ValueType.size(SIZE, 1),
              "20g",
              "Above this size, the least recently used engines are deleted"));

  public static final ConfigEntry<Optional<String>> SIM_PARAMETERS =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.SIMULATION,
              "sim.parameters",
              ValueType.text("a type that is built in, t4, a10 or h100, or a file on each host")
                  .optional(),
              "no simulation",
              Optional::empty,
              "The type of GPU that the device `sim` simulates"));

  private ClusterSettings() {}

  /** Returns all settings, in the order of the documentation. */
  static List<ConfigEntry<?>> all() {
    return Collections.unmodifiableList(ENTRIES);
  }

  /**
   * Checks all settings on the driver, before there is any executor.
   *
   * @throws OptionException that reports all unknown keys and all values that cannot be read
   */
  public static void check(SparkConf conf) {
    ConfParser.parse(
        List.of(),
        CaseInsensitiveStringMap.empty(),
        ConfParser.map(conf),
        parser -> {
          read(parser);
          return conf;
        });
  }

  /** Has a parser read all settings, so that it reports those that cannot be read. */
  public static void read(ConfParser parser) {
    ModelSettings.of(parser);
    GpuSettings.of(parser);
    MpsSettings.of(parser);
    CudaSettings.of(parser);
    SimSettings.of(parser);
  }

  private static <T> ConfigEntry<T> listed(ConfigEntry<T> entry) {
    ENTRIES.add(entry);
    return entry;
  }
}
