package io.euge.cli.detect;

import io.euge.OptionException;
import io.euge.cli.job.SparkOptions;
import io.euge.model.Model;
import io.euge.spark.conf.ClusterSettings;
import io.euge.spark.conf.ReaderOptions;
import io.euge.spark.source.DetectionsFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import picocli.CommandLine.ParseResult;

/** Checks the arguments of {@code euge detect} for a job that runs later and elsewhere. */
public final class DetectionCheck {
  private DetectionCheck() {}

  /**
   * Checks what the job would when it starts, and starts no Spark.
   *
   * @param arguments of the command; empty where only settings are known
   * @param conf the settings that Spark is started with
   * @param model of the job
   * @throws OptionException in the job's own words
   */
  public static void check(Optional<ParseResult> arguments, Map<String, String> conf, Model model) {
    Map<String, String> settings = new HashMap<>(conf);
    Map<String, String> options = new HashMap<>();
    arguments.ifPresent(
        parsed -> {
          settings.putAll(parsed.matchedOptionValue("--conf", Map.of()));
          DetectionArguments.given(parsed)
              .forEach((option, value) -> options.put(option.name(), value));
        });
    SparkConf spark = SparkOptions.checked(settings);
    ClusterSettings.check(spark);
    options.put("path", "VIDEOS"); // not looked at here
    options.put(ReaderOptions.ERRORS.name(), "ERRORS");
    DetectionsFormat.of(new CaseInsensitiveStringMap(options), settings)
        .settings()
        .detection()
        .selectedFrom(model.labels());
  }
}
