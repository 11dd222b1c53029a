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
                  "How long a model without leases stays")
              .formerly("model.keepAlive"));

  public static final ConfigEntry<OptionalLong> MODEL_MEMORY =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.MODELS,
              "model.memory",
              ValueType.size(SIZE, 1).map(OptionalLong::of),
              "no limit",
              OptionalLong::empty,
              "Memory for models on each device; models without leases go, the one used least"
                  + " recently first"));

  static {
    ENTRIES.addAll(EngineEntries.settings());
  }

  public static final ConfigEntry<Path> COMPILED_DIRECTORY =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.MODELS,
              "compiled.directory",
              ValueType.path("the name of a folder"),
              "`compiled` in Euge's cache",
              () -> CacheFolder.standard(System.getenv()).resolve("compiled"),
              "Where this host keeps compiled models"));

  public static final ConfigEntry<Long> COMPILED_SIZE =
      listed(
          ConfigEntry.of(
              ConfigGroup.MODELS,
              "compiled.size",
              ValueType.size("a size such as 20g", 1),
              "20g",
              "Above this the compiled models used least recently go"));

  /** The default is less than the 30 seconds after which Spark's shutdown hooks are cut short. */
  public static final ConfigEntry<Duration> DRAIN_TIMEOUT =
      listed(
          ConfigEntry.of(
              ConfigGroup.MODELS,
              "drain.timeout",
              ValueType.time("a time such as 20s", TimeUnit.SECONDS, "1h"),
              "20s",
              "Time that work under way gets when the executor ends"));

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
                  "The file of `nvidia-smi`")
              .formerly("gpu.nvidiaSmi"));

  public static final ConfigEntry<Path> GPU_CLAIMS =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.GPUS,
              "gpu.claims",
              ValueType.path("a folder"),
              "`EUGE_CLAIMS`, else `/tmp/euge-claims-USER`",
              () -> GpuClaims.standardFolder(System.getenv()),
              "Folder of the claims, the same for all executors of a host"));

  public static final ConfigEntry<GpuReserve> GPU_RESERVE =
      listed(
          ConfigEntry.of(
              ConfigGroup.GPUS,
              "gpu.reserve",
              new ValueType<>("a size such as 1g or a part such as 5%", GpuReserve::parse),
              "5%",
              "What nobody takes of a GPU"));

  public static final ConfigEntry<Long> GPU_CONTEXT_MEMORY =
      listed(
          ConfigEntry.of(
                  ConfigGroup.GPUS,
                  "gpu.context-memory",
                  ValueType.size("a size such as 512m", 0),
                  "576m",
                  "What CUDA takes for itself in each process; 536 MiB were measured on an H100")
              .formerly("gpu.contextMemory"));

  public static final ConfigEntry<Policy> GPU_POLICY =
      listed(
          ConfigEntry.of(
              ConfigGroup.GPUS,
              "gpu.policy",
              ValueType.choice("spark, least-loaded or round-robin", Policy.class),
              "spark",
              "Which of a process's GPUs a task gets"));

  /** By default one task decodes while the other infers; not measured on a GPU. */
  public static final ConfigEntry<Integer> GPU_SPREAD_AT =
      listed(
          ConfigEntry.of(
                  ConfigGroup.GPUS,
                  "gpu.spread-at",
                  ValueType.upTo(1024),
                  "2",
                  "Tasks on each GPU that holds a model from which on another gets a copy too")
              .formerly("gpu.spreadAt"));

  public static final ConfigEntry<MpsSettings.Mode> MPS =
      listed(
          ConfigEntry.of(
              ConfigGroup.MPS,
              "mps",
              ValueType.choice("off, auto or required", MpsSettings.Mode.class),
              "off",
              "`auto`: use it where it can be had, else one warning; `required`: else the executor"
                  + " does not start"));

  public static final ConfigEntry<AutoLimit<ThreadPercentage>> MPS_THREAD_PERCENTAGE =
      listed(
          ConfigEntry.of(
                  ConfigGroup.MPS,
                  "mps.thread-percentage",
                  AutoLimit.type(
                      "auto, none or a number above 0 and at most 100", ThreadPercentage::parse),
                  "auto",
                  "The most of a GPU's threads that an executor uses at once; `auto` is"
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
              "Limit of the process; `auto` is its share where a GPU has several slots, cut to what"
                  + " the daemon takes"));

  public static final ConfigEntry<Path> MPS_DIRECTORY =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.MPS,
              "mps.directory",
              ValueType.path("a folder"),
              "`EUGE_MPS`, else `/tmp/euge-mps-USER`",
              () -> MpsDirectory.standardFolder(System.getenv()),
              "Folder of the pipe directories, with a short path on a local disk"));

  public static final ConfigEntry<OptionalLong> CUDA_MEMORY_LIMIT =
      listed(
          ConfigEntry.withDefault(
                  ConfigGroup.CUDA,
                  "cuda.memory-limit",
                  ValueType.size(SIZE, 1).map(OptionalLong::of),
                  "the process's share",
                  OptionalLong::empty,
                  "What the arena of each session may take; weights are in it, CUDA's context is"
                      + " not. Several models in a process, or private copies, may take more"
                      + " together: set it lower then; under MPS its own limit holds")
              .formerly("cuda.memoryLimit"));

  public static final ConfigEntry<ArenaGrowth> CUDA_ARENA_GROWTH =
      listed(
          ConfigEntry.of(
                  ConfigGroup.CUDA,
                  "cuda.arena-growth",
                  ValueType.choice("same-as-requested or next-power-of-two", ArenaGrowth.class),
                  "same-as-requested",
                  "`next-power-of-two` asks for more seldom and takes up to double")
              .formerly("cuda.arenaGrowth"));

  public static final ConfigEntry<ConvolutionSearch> CUDA_CONVOLUTION_SEARCH =
      listed(
          ConfigEntry.of(
                  ConfigGroup.CUDA,
                  "cuda.convolution-search",
                  ValueType.choice("heuristic, exhaustive or default", ConvolutionSearch.class),
                  "heuristic",
                  "`exhaustive` tries all kernels for each new shape, and two processes may choose"
                      + " differently")
              .formerly("cuda.convolutionSearch"));

  public static final ConfigEntry<Boolean> CUDA_MAX_CONVOLUTION_WORKSPACE =
      listed(
          ConfigEntry.of(
                  ConfigGroup.CUDA,
                  "cuda.max-convolution-workspace",
                  ValueType.BOOLEAN,
                  "true",
                  "Whether that search may choose kernels that need much memory")
              .formerly("cuda.maxConvolutionWorkspace"));

  public static final ConfigEntry<Boolean> CUDA_COPY_IN_DEFAULT_STREAM =
      listed(
          ConfigEntry.of(
                  ConfigGroup.CUDA,
                  "cuda.copy-in-default-stream",
                  ValueType.BOOLEAN,
                  "true",
                  "`false` lets copies overtake runs: results may be spoilt")
              .formerly("cuda.copyInDefaultStream"));

  public static final ConfigEntry<Boolean> CUDA_PREFER_NHWC =
      listed(
          ConfigEntry.of(
                  ConfigGroup.CUDA,
                  "cuda.prefer-nhwc",
                  ValueType.BOOLEAN,
                  "false",
                  "Convolutions with channels last")
              .formerly("cuda.preferNhwc"));

  public static final ConfigEntry<Boolean> CUDA_TF32 =
      listed(
          ConfigEntry.of(
              ConfigGroup.CUDA,
              "cuda.tf32",
              ValueType.BOOLEAN,
              "false",
              "Faster on Ampere and newer, with 10 bits of mantissa: further from the CPU's"
                  + " results"));

  public static final ConfigEntry<Boolean> CUDA_WEIGHTS_OUTSIDE_ARENA =
      listed(
          ConfigEntry.of(
                  ConfigGroup.CUDA,
                  "cuda.weights-outside-arena",
                  ValueType.BOOLEAN,
                  "false",
                  "Weights one by one and not from the arena; the limit does not count them then")
              .formerly("cuda.weightsOutsideArena"));

  public static final ConfigEntry<Boolean> CUDA_FALLBACK =
      listed(
          ConfigEntry.of(
              ConfigGroup.CUDA,
              "cuda.fallback",
              ValueType.BOOLEAN,
              "true",
              "Whether parts of a graph without a kernel for the GPU may run on the CPU"));

  public static final ConfigEntry<Boolean> TENSORRT_ENABLED =
      listed(
          ConfigEntry.of(
              ConfigGroup.TENSORRT,
              "tensorrt.enabled",
              ValueType.BOOLEAN,
              "false",
              "TensorRT in front of CUDA; an error where it cannot be used"));

  public static final ConfigEntry<Boolean> TENSORRT_FP16 =
      listed(
          ConfigEntry.of(
              ConfigGroup.TENSORRT,
              "tensorrt.fp16",
              ValueType.BOOLEAN,
              "false",
              "Half precision: faster, other results"));

  public static final ConfigEntry<OptionalLong> TENSORRT_WORKSPACE =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.TENSORRT,
              "tensorrt.workspace",
              ValueType.size(SIZE, 1).map(OptionalLong::of),
              "TensorRT's own rule",
              OptionalLong::empty,
              "Memory that a layer may take while it runs"));

  public static final ConfigEntry<Integer> TENSORRT_MAX_BATCH =
      listed(
          ConfigEntry.of(
                  ConfigGroup.TENSORRT,
                  "tensorrt.max-batch",
                  ValueType.upTo(ReaderOptions.MAX_BATCH_SIZE),
                  "32",
                  "Most frames of a run; `batch` and `max-batch` may not be more")
              .formerly("tensorrt.maxBatch"));

  public static final ConfigEntry<Path> TENSORRT_DIRECTORY =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.TENSORRT,
              "tensorrt.directory",
              ValueType.path("the name of a folder"),
              "`tensorrt` in Euge's cache",
              () -> CacheFolder.standard(System.getenv()).resolve("tensorrt"),
              "What TensorRT compiled, for all processes of the host"));

  public static final ConfigEntry<Long> TENSORRT_SIZE =
      listed(
          ConfigEntry.of(
              ConfigGroup.TENSORRT,
              "tensorrt.size",
              ValueType.size(SIZE, 1),
              "20g",
              "Above it what was used least recently goes"));

  public static final ConfigEntry<Optional<String>> SIM_PARAMETERS =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.SIMULATION,
              "sim.parameters",
              ValueType.text("a type that is built in, t4, a10 or h100, or a file on each host")
                  .optional(),
              "nothing is simulated",
              Optional::empty,
              "The type of the GPUs that the device `sim` simulates"));

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
