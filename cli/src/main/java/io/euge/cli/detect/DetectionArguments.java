package io.euge.cli.detect;

import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.ErrorPolicy;
import io.euge.spark.conf.ReaderOptions;
import io.euge.spark.conf.StreamSettings;
import io.euge.spark.errors.VideoErrors;
import io.euge.spark.provenance.Provenance;
import io.euge.spark.source.DetectionMetadata;
import io.euge.spark.source.DetectionsFormat;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Adds the options of the {@code detections} reader to a command, with the same names and
 * descriptions. The command sets the path of the table of errors.
 */
public class DetectionArguments implements IModelTransformer {
  /**
   * The default error policy of commands: continue with the other videos, whereas the API throws.
   */
  static final String ON_ERROR = "record";

  /** The time zone of the days of rows. */
  static final String SESSION_TIME_ZONE = "spark.sql.session.timeZone";

  private final boolean modelRequired;

  /** Creates the options of a command that always runs detection. */
  public DetectionArguments() {
    this(true);
  }

  private DetectionArguments(boolean modelRequired) {
    this.modelRequired = modelRequired;
  }

  /** The options of a command that runs detection if a model is given. */
  public static final class OptionalModel extends DetectionArguments {
    /** Makes all options optional. */
    public OptionalModel() {
      super(false);
    }
  }

  @Override
  public CommandSpec transform(CommandSpec command) {
    OptionHelp.ALL.forEach(
        (option, help) -> {
          if (command.findOption("--" + option.name()) == null) { // unless already declared
            command.addOption(argument(option, help));
          }
        });
    return command;
  }

  private OptionSpec argument(ConfigEntry<?> option, OptionHelp help) {
    OptionSpec.Builder argument = OptionSpec.builder("--" + option.name());
    if (option.isFlag()) {
      // With this type, the parser accepts only true or false as a value.
      argument.type(Boolean.class).arity("0..1").fallbackValue("true");
    } else {
      argument.type(String.class).required(modelRequired && option.equals(ReaderOptions.MODEL));
    }
    return argument
        .order(help.section())
        .paramLabel(help.value())
        .description(description(option))
        .build();
  }

  private static String description(ConfigEntry<?> option) {
    String meaning = option.documentation() + ": " + option.form();
    String value =
        option.equals(ReaderOptions.ON_ERROR) ? ON_ERROR : option.defaultText().orElse("");
    return meaning + (value.isEmpty() ? "." : " (default: " + value + ").");
  }

  /**
   * Returns a reader with the options that collects errors.
   *
   * @param given the options as given by the user
   */
  public static DataFrameReader reader(
      Map<ConfigEntry<?>, String> given, SparkSession spark, VideoErrors errors) {
    return errors
        .collectFrom(spark.read().format("detections"))
        .options(readerOptions(given, spark));
  }

  /**
   * Returns the options of a reader, and sets the time zone of the session.
   *
   * @param given the options as given by the user
   */
  static Map<String, String> readerOptions(Map<ConfigEntry<?>, String> given, SparkSession spark) {
    Map<String, String> options = new LinkedHashMap<>();
    if (!spark.conf().contains(ReaderOptions.ON_ERROR.key())) {
      options.put(ReaderOptions.ON_ERROR.name(), ON_ERROR);
    }
    stateTimeZone(given, spark.conf());
    given.forEach((option, value) -> options.put(option.name(), value));
    return options;
  }

  /** Returns the rows with metadata that records how they were selected. */
  public static Dataset<Row> recorded(Dataset<Row> frames, Map<ConfigEntry<?>, String> given) {
    SparkSession spark = frames.sparkSession();
    return metadata(given, spark).record(frames, provenance(given, spark));
  }

  /** Returns metadata about the selection of the rows. */
  static DetectionMetadata metadata(Map<ConfigEntry<?>, String> given, SparkSession spark) {
    return DetectionMetadata.of(checked(given, spark), conf(spark));
  }

  /**
   * Returns the settings that determine the rows.
   *
   * @throws io.euge.EugeException if the model cannot be read
   */
  static Provenance provenance(Map<ConfigEntry<?>, String> given, SparkSession spark) {
    return DetectionsFormat.of(checked(given, spark), conf(spark)).provenance();
  }

  /** Returns the error policy. */
  public static ErrorPolicy errors(Map<ConfigEntry<?>, String> given, SparkSession spark) {
    return DetectionsFormat.of(checked(given, spark), conf(spark)).reading().errors();
  }

  /** Returns how a stream finds videos and divides them into batches. */
  static StreamSettings stream(Map<ConfigEntry<?>, String> given, SparkSession spark) {
    return DetectionsFormat.of(checked(given, spark), conf(spark)).reading().stream();
  }

  /** Returns whether the rows have a column with their provenance. */
  static boolean addsProvenance(Map<ConfigEntry<?>, String> given, SparkSession spark) {
    ConfigEntry<Boolean> option = ReaderOptions.PROVENANCE;
    String unset = spark.conf().get(option.key(), option.defaultText().orElseThrow());
    return option.parse(given.getOrDefault(option, unset));
  }

  private static CaseInsensitiveStringMap checked(
      Map<ConfigEntry<?>, String> given, SparkSession spark) {
    Map<String, String> options = new HashMap<>(Map.of("path", "VIDEOS")); // not used here
    options.put(ReaderOptions.ERRORS.name(), "ERRORS");
    options.putAll(readerOptions(given, spark));
    return new CaseInsensitiveStringMap(options);
  }

  private static Map<String, String> conf(SparkSession spark) {
    return CollectionConverters.asJava(spark.conf().getAll());
  }

  /**
   * Sets the session time zone to that of the videos unless it is already set, because the default
   * differs between hosts.
   */
  private static void stateTimeZone(Map<ConfigEntry<?>, String> given, RuntimeConfig conf) {
    String zone =
        given.getOrDefault(ReaderOptions.TIME_ZONE, conf.get(ReaderOptions.TIME_ZONE.key(), null));
    if (zone == null && conf.contains(SESSION_TIME_ZONE)) {
      return;
    }
    String stated = zone != null ? zone : ReaderOptions.TIME_ZONE.defaultText().orElseThrow();
    try {
      conf.set(SESSION_TIME_ZONE, ReaderOptions.TIME_ZONE.parse(stated).getId());
    } catch (IllegalArgumentException e) {
      // The reader reports this error together with others.
    }
  }

  /** Returns the given options, unchecked; the reader checks them. */
  public static Map<ConfigEntry<?>, String> given(ParseResult parsed) {
    Map<ConfigEntry<?>, String> given = new LinkedHashMap<>();
    for (ConfigEntry<?> option : OptionHelp.ALL.keySet()) {
      Object value = parsed.matchedOptionValue("--" + option.name(), null);
      if (value != null) {
        given.put(option, value.toString());
      }
    }
    return given;
  }
}
