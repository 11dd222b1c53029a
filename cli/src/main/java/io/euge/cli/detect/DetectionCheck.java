package io.euge.cli.detect;

import io.euge.OptionException;
import io.euge.cli.job.SparkOptions;
import io.euge.model.Model;
import io.euge.model.importing.ModelDescription;
import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.ReaderOptions;
import io.euge.spark.source.DetectionsFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import picocli.CommandLine.ParseResult;
import scala.Tuple2;

/** Checks the arguments of {@code euge detect} without Spark. */
public final class DetectionCheck {
  private DetectionCheck() {}

  /**
   * Performs the checks that a job would perform when it starts later on another machine.
   *
   * @param arguments of the command; empty if only settings are known
   * @param conf settings of Spark
   * @param model of the job
   * @throws OptionException with the message of the job
   */
  public static void check(Optional<ParseResult> arguments, Map<String, String> conf, Model model) {
    Map<String, String> settings = new HashMap<>(conf);
    arguments.ifPresent(
        parsed -> settings.putAll(parsed.matchedOptionValue("--conf", Map.<String, String>of())));
    Map<ConfigEntry<?>, String> given = arguments.map(DetectionArguments::given).orElseGet(Map::of);
    check(given, settings);
    format(given, settings).settings().detection().selectedFrom(model.labels());
  }

  /**
   * Returns the description of the model in the arguments and settings of the command.
   *
   * @throws OptionException for invalid values
   */
  public static ModelDescription described(ParseResult parsed) {
    return format(
            DetectionArguments.given(parsed),
            parsed.matchedOptionValue("--conf", Map.<String, String>of()))
        .described();
  }

  /**
   * Checks options and settings.
   *
   * @param given the options of the reader as given by the user
   * @param settings values of --conf
   * @throws OptionException if values are invalid; the message has all of them
   */
  public static void check(Map<ConfigEntry<?>, String> given, Map<String, String> settings) {
    OptionException.checkAll(() -> format(given, settings), () -> SparkOptions.checked(settings));
  }

  private static DetectionsFormat format(
      Map<ConfigEntry<?>, String> given, Map<String, String> settings) {
    Map<String, String> conf = new HashMap<>();
    for (Tuple2<String, String> setting : new SparkConf().getAll()) { // those of spark-submit
      conf.put(setting._1(), setting._2());
    }
    conf.putAll(settings);
    Map<String, String> options = new HashMap<>();
    given.forEach((option, value) -> options.put(option.name(), value));
    options.put("path", "VIDEOS"); // not used here
    options.put(ReaderOptions.ERRORS.name(), "ERRORS");
    return DetectionsFormat.withCluster(new CaseInsensitiveStringMap(options), conf);
  }
}
