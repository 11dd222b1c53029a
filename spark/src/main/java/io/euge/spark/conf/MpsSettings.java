package io.euge.spark.conf;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.Printable;
import io.euge.device.gpu.GpuShare;
import io.euge.device.mps.MemoryLimit;
import io.euge.device.mps.MpsDirectory;
import io.euge.device.mps.ThreadPercentage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.SparkConf;

/**
 * Whether executors share their GPU by NVIDIA's Multi-Process Service: settings of the cluster.
 *
 * @param threads {@code auto}, {@code none} or a number that is a percentage
 * @param memory {@code auto}, {@code none} or a size that the daemon takes
 * @param directory holds the directories of all GPUs' daemons
 */
public record MpsSettings(Mode mode, String threads, String memory, Path directory) {
  /** {@code off}, {@code auto} or {@code required}; off if unset. */
  public static final String MODE = "spark.euge.mps";

  /** The most of a GPU's threads that an executor may use at once. */
  static final String THREADS = "spark.euge.mps.threadPercentage";

  /** The most of a GPU's memory that an executor may take. */
  static final String MEMORY = "spark.euge.mps.memory";

  /** A folder with a short path on a local disk. */
  public static final String DIRECTORY = "spark.euge.mps.directory";

  static final Set<String> KEYS = Set.of(MODE, THREADS, MEMORY, DIRECTORY);

  private static final String AUTO = "auto";
  private static final String NONE = "none";

  /** Whether MPS is used. */
  public enum Mode {
    /** Nothing is started or asked. */
    OFF,
    /** Where it can be had; else a warning, and on without. */
    AUTO,
    /** Always: an executor that cannot have it does not start. */
    REQUIRED
  }

  /**
   * Reads the settings of a cluster.
   *
   * @throws OptionException naming the key and value that cannot be
   */
  public static MpsSettings of(SparkConf conf) {
    return new MpsSettings(
        value(conf, MODE, "off", MpsSettings::mode, "off, auto or required"),
        value(
            conf,
            THREADS,
            AUTO,
            text -> checked(text, ThreadPercentage::parse),
            "auto, none or a number above 0 and at most 100"),
        value(
            conf,
            MEMORY,
            AUTO,
            text -> checked(text, MemoryLimit::parse),
            "auto, none or whole G or M such as 4G or 512M, from 1024M on whole G"),
        value(
            conf,
            DIRECTORY,
            MpsDirectory.standardFolder(System.getenv()).toString(),
            Path::of,
            "a folder"));
  }

  /**
   * A client's cap. On its own it is 100 / (n / 2) for n slots: NVIDIA's advice for clients that
   * are not all busy at once.
   */
  public Optional<ThreadPercentage> threads(int slots) {
    return switch (threads) {
      case NONE -> Optional.empty();
      case AUTO ->
          slots <= 2
              ? Optional.empty()
              : Optional.of(
                  new ThreadPercentage(
                      BigDecimal.valueOf(200)
                          .divide(BigDecimal.valueOf(slots), 1, RoundingMode.DOWN)));
      default -> Optional.of(ThreadPercentage.parse(threads));
    };
  }

  /** A client's limit. On its own it is the process's share, if the GPU is shared. */
  public Optional<MemoryLimit> memory(Optional<GpuShare> share) {
    return switch (memory) {
      case NONE -> Optional.empty();
      case AUTO ->
          share.filter(one -> one.slots() > 1).map(one -> MemoryLimit.atMost(one.process()));
      default -> Optional.of(MemoryLimit.parse(memory));
    };
  }

  private static Mode mode(String text) {
    return Mode.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static String checked(String text, Function<String, ?> parser) {
    return text.equals(AUTO) || text.equals(NONE) ? text : parser.apply(text).toString();
  }

  private static <T> T value(
      SparkConf conf, String key, String otherwise, Function<String, T> parser, String form) {
    String text = conf.get(key, otherwise).strip();
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
