package io.euge.cli.detect;

import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.ReaderOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.RuntimeConfig;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Gives a command the options of the {@code detections} reader: the same names, the same words. The
 * command has its own place for the table of errors.
 */
final class DetectionArguments implements IModelTransformer {
  /** Where a program's caller wants an exception, a command's user wants the rest of the videos. */
  static final String ON_ERROR = "record";

  private static final String SESSION_TIME_ZONE = "spark.sql.session.timeZone";

  @Override
  public CommandSpec transform(CommandSpec command) {
    OptionHelp.ALL.forEach((option, help) -> command.addOption(argument(option, help)));
    return command;
  }

  private static OptionSpec argument(ConfigEntry<?> option, OptionHelp help) {
    OptionSpec.Builder argument = OptionSpec.builder("--" + option.name());
    if (option.isFlag()) {
      // Of this type the parser takes true or false after it as its value, and nothing else.
      argument.type(Boolean.class).arity("0..1").fallbackValue("true");
    } else {
      argument.type(String.class).required(option.equals(ReaderOptions.MODEL));
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
   * Has Spark write times in the time zone of the videos, unless another was set: the host's own is
   * another on each machine.
   */
  static void stateTimeZone(Map<ConfigEntry<?>, String> given, RuntimeConfig conf) {
    String zone =
        given.getOrDefault(ReaderOptions.TIME_ZONE, conf.get(ReaderOptions.TIME_ZONE.key(), null));
    if (zone == null && conf.contains(SESSION_TIME_ZONE)) {
      return;
    }
    String stated = zone != null ? zone : ReaderOptions.TIME_ZONE.defaultText().orElseThrow();
    try {
      conf.set(SESSION_TIME_ZONE, ReaderOptions.TIME_ZONE.parse(stated).getId());
    } catch (IllegalArgumentException e) {
      // The reader reports it, with whatever else is wrong.
    }
  }

  /** Returns what was given, as typed: the reader checks it. */
  static Map<ConfigEntry<?>, String> given(ParseResult parsed) {
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
