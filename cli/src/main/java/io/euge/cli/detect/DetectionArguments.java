package io.euge.cli.detect;

import io.euge.spark.conf.Option;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Gives a command the options of the {@code detections} reader: the same names, the same words. */
final class DetectionArguments implements IModelTransformer {
  /** Where a program's caller wants an exception, a command's user wants the rest of the videos. */
  static final String ON_ERROR = "record";

  /** The command has its own place for the table of errors. */
  private static final Set<Option> OPTIONS = EnumSet.copyOf(Option.ofDetections());

  static {
    OPTIONS.remove(Option.ERRORS);
  }

  @Override
  public CommandSpec transform(CommandSpec command) {
    OPTIONS.forEach(option -> command.addOption(argument(option)));
    return command;
  }

  private static OptionSpec argument(Option option) {
    String fallback = option == Option.ON_ERROR ? ON_ERROR : option.fallback();
    OptionSpec.Builder argument = OptionSpec.builder("--" + option.key());
    if (option.isFlag()) {
      // Of this type the parser takes true or false after it as its value, and nothing else.
      argument.type(Boolean.class).arity("0..1").fallbackValue("true").paramLabel("true|false");
    } else {
      argument.type(String.class).paramLabel("VALUE").required(fallback == null);
    }
    return argument
        .description(
            option.purpose()
                + ": "
                + option.form()
                + (fallback == null || fallback.isEmpty() ? "." : " (default: " + fallback + ")."))
        .build();
  }

  /** What was given, as typed: the reader checks it. */
  static Map<Option, String> given(ParseResult parsed) {
    Map<Option, String> given = new EnumMap<>(Option.class);
    for (Option option : OPTIONS) {
      Object value = parsed.matchedOptionValue("--" + option.key(), null);
      if (value != null) {
        given.put(option, value.toString());
      }
    }
    return given;
  }
}
