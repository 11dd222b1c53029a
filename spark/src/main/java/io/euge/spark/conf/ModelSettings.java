package io.euge.spark.conf;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.Printable;
import io.euge.file.CacheFolder;
import io.euge.inference.sharing.Residency;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.apache.spark.SparkConf;

/**
 * How an executor's process keeps models. These are settings of the cluster alone: they hold for
 * all jobs of the process, so no reader's option can change them.
 *
 * @param compiledDirectory where this host keeps compiled models for all its processes
 * @param compiledBytes above this size the ones used least recently go
 * @param drain how long runs under way get to end when the process does
 */
public record ModelSettings(
    Residency residency, Path compiledDirectory, long compiledBytes, Duration drain) {
  /**
   * Time an idle model stays, as Spark writes times, {@code 10min}; until the process ends if
   * unset.
   */
  static final String KEEP_ALIVE = "spark.euge.model.keepAlive";

  /**
   * Memory for models on each device, as Spark writes sizes, {@code 4g}; without limit if unset.
   */
  static final String MEMORY = "spark.euge.model.memory";

  /** Folder of compiled models; {@code compiled} in Euge's cache if unset. */
  static final String COMPILED_DIRECTORY = "spark.euge.compiled.directory";

  /** Size the folder of compiled models may have. */
  static final String COMPILED_SIZE = "spark.euge.compiled.size";

  /** Time that runs under way, and then their models, get when an executor ends. */
  static final String DRAIN = "spark.euge.drain.timeout";

  /** More would never be meant, and far more no clock can count. */
  private static final Duration LONGEST_DRAIN = Duration.ofHours(1);

  /** Less than the 30 seconds after which Spark's shutdown hooks are cut short. */
  private static final Duration USUAL_DRAIN = Duration.ofSeconds(20);

  static final Set<String> KEYS =
      Set.of(KEEP_ALIVE, MEMORY, COMPILED_DIRECTORY, COMPILED_SIZE, DRAIN);

  /**
   * Reads the settings of a cluster.
   *
   * @throws EugeException naming the key and value that cannot be
   */
  public static ModelSettings of(SparkConf conf) {
    Residency residency = Residency.UNLIMITED;
    if (conf.contains(KEEP_ALIVE)) {
      long seconds =
          number(conf, KEEP_ALIVE, 0, "a time such as 10min or 30s", conf::getTimeAsSeconds);
      residency = residency.withKeepAlive(Duration.ofSeconds(seconds));
    }
    if (conf.contains(MEMORY)) {
      residency =
          residency.withMemory(number(conf, MEMORY, 1, "a size such as 4g", conf::getSizeAsBytes));
    }
    Path compiled =
        conf.contains(COMPILED_DIRECTORY)
            ? folder(conf.get(COMPILED_DIRECTORY))
            : CacheFolder.standard(System.getenv()).resolve("compiled");
    long size =
        conf.contains(COMPILED_SIZE)
            ? number(conf, COMPILED_SIZE, 1, "a size such as 20g", conf::getSizeAsBytes)
            : 20L << 30;
    Duration drain =
        conf.contains(DRAIN)
            ? Duration.ofSeconds(
                number(
                    conf,
                    DRAIN,
                    0,
                    LONGEST_DRAIN.toSeconds(),
                    "a time such as 20s, at most 1h",
                    conf::getTimeAsSeconds))
            : USUAL_DRAIN;
    return new ModelSettings(residency, compiled, size, drain);
  }

  private static Path folder(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new OptionException(
          COMPILED_DIRECTORY + " is '" + Printable.of(name) + "': give the name of a folder");
    }
  }

  private interface Reader {
    long read(String key);
  }

  private static long number(SparkConf conf, String key, long least, String form, Reader reader) {
    return number(conf, key, least, Long.MAX_VALUE, form, reader);
  }

  private static long number(
      SparkConf conf, String key, long least, long most, String form, Reader reader) {
    try {
      long value = reader.read(key);
      if (value < least || value > most) {
        throw new NumberFormatException();
      }
      return value;
    } catch (IllegalArgumentException e) {
      throw new OptionException(key + " is '" + Printable.of(conf.get(key)) + "': give " + form);
    }
  }
}
