package io.euge.spark.conf;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.Printable;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuInventory;
import io.euge.device.gpu.GpuShare;
import io.euge.device.gpu.GpuSlot;
import io.euge.device.placement.GpuClaims;
import io.euge.device.placement.Policy;
import io.euge.process.Program;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.apache.spark.network.util.JavaUtils;

/**
 * How executors share the GPUs of their hosts: settings of the cluster alone.
 *
 * @param slots executors that share a GPU
 * @param nvidiaSmi the file of {@code nvidia-smi}; empty for that on the {@code PATH}
 * @param policy which of a process's GPUs a task gets
 * @param reserve what nobody takes of a GPU
 * @param context bytes that CUDA takes for itself in each process
 * @param spreadAt tasks on each GPU that holds a model from which on another gets it too
 * @param claims the folder in which executors claim slots where nobody hands them out
 */
public record GpuSettings(
    int slots,
    Optional<Path> nvidiaSmi,
    Policy policy,
    Reserve reserve,
    long context,
    int spreadAt,
    Path claims) {
  /** Executors that share a GPU; 1 if unset. */
  public static final String SLOTS = "spark.euge.gpu.slots";

  /** The file of {@code nvidia-smi}; that on the {@code PATH} if unset. */
  public static final String NVIDIA_SMI = "spark.euge.gpu.nvidiaSmi";

  /** {@code spark}, {@code least-loaded} or {@code round-robin}. */
  static final String POLICY = "spark.euge.gpu.policy";

  /** A size such as {@code 1g}, or a part of the GPU such as {@code 5%}. */
  static final String RESERVE = "spark.euge.gpu.reserve";

  /** A size such as {@code 512m}. */
  static final String CONTEXT = "spark.euge.gpu.contextMemory";

  /** A whole number from 1. */
  static final String SPREAD_AT = "spark.euge.gpu.spreadAt";

  /** A folder, the same for all executors of a host. */
  public static final String CLAIMS = "spark.euge.gpu.claims";

  static final Set<String> KEYS =
      Set.of(SLOTS, NVIDIA_SMI, POLICY, RESERVE, CONTEXT, SPREAD_AT, CLAIMS);

  /** One decodes while the other infers. Not measured on a GPU. */
  private static final int USUAL_SPREAD = 2;

  /**
   * What nobody takes of a GPU: a number of bytes, or a part of it.
   *
   * @param part from 0 to below 1, used if there are no bytes
   */
  record Reserve(Optional<Long> bytes, double part) {
    public long of(long total) {
      return bytes.orElse((long) (total * part));
    }
  }

  /**
   * Reads the settings of a cluster.
   *
   * @throws OptionException naming the key and value that cannot be
   */
  public static GpuSettings of(SparkConf conf) {
    return new GpuSettings(
        value(conf, SLOTS, GpuSettings::slots, "a whole number from 1 to " + GpuSlot.MOST, 1),
        value(conf, NVIDIA_SMI, text -> Optional.of(Path.of(text)), "a file", Optional.empty()),
        value(conf, POLICY, Policy::parse, "spark, least-loaded or round-robin", Policy.SPARK),
        value(
            conf,
            RESERVE,
            GpuSettings::reserve,
            "a size such as 1g or a part such as 5%",
            new Reserve(Optional.empty(), GpuShare.RESERVE)),
        value(conf, CONTEXT, GpuSettings::size, "a size such as 512m", GpuShare.CONTEXT),
        value(conf, SPREAD_AT, Options::positive, "a whole number from 1", USUAL_SPREAD),
        value(conf, CLAIMS, Path::of, "a folder", GpuClaims.standardFolder(System.getenv())));
  }

  /** The {@code nvidia-smi} that is set. */
  public Program driver() {
    return nvidiaSmi.map(Program::at).orElseGet(() -> Program.named("nvidia-smi"));
  }

  /** Asks that. */
  public GpuInventory inventory() {
    return new GpuInventory(driver());
  }

  /**
   * A process's share of a GPU; empty where the driver does not tell its memory.
   *
   * @throws OptionException if nothing is left for models
   */
  public Optional<GpuShare> share(Gpu gpu) {
    return gpu.memoryTotal().isEmpty()
        ? Optional.empty()
        : Optional.of(share(gpu.memoryTotal().getAsLong()));
  }

  private GpuShare share(long total) {
    return new GpuShare(total, slots, reserve.of(total), context);
  }

  private static int slots(String text) {
    int slots = Integer.parseInt(text);
    GpuSlot.requireCount(slots);
    return slots;
  }

  private static Reserve reserve(String text) {
    if (!text.endsWith("%")) {
      return new Reserve(Optional.of(size(text)), 0);
    }
    double part = Double.parseDouble(text.substring(0, text.length() - 1)) / 100;
    if (!(part >= 0 && part < 1)) {
      throw new IllegalArgumentException(text);
    }
    return new Reserve(Optional.empty(), part);
  }

  private static long size(String text) {
    long bytes = JavaUtils.byteStringAsBytes(text);
    if (bytes < 0) {
      throw new IllegalArgumentException(text);
    }
    return bytes;
  }

  private static <T> T value(
      SparkConf conf, String key, Function<String, T> parser, String form, T otherwise) {
    if (!conf.contains(key)) {
      return otherwise;
    }
    String text = conf.get(key).strip();
    try {
      if (text.isEmpty()) {
        throw new InvalidPathException(text, "empty");
      }
      return parser.apply(text);
    } catch (IllegalArgumentException | EugeException e) {
      throw new OptionException(key + " is '" + Printable.of(text) + "': give " + form);
    }
  }
}
