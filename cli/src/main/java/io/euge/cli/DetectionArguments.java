package io.euge.cli;

import io.euge.spark.Option;
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
  private static final Set<Option> OPTIONS = EnumSet.complementOf(EnumSet.of(Option.ERRORS));

  @Override
  public CommandSpec transform(CommandSpec command) {
    OPTIONS.forEach(option -> command.addOption(argument(option)));
    return command;
  }

  private static OptionSpec argument(Option option) {
    String fallback = option == Option.ON_ERROR ? ON_ERROR : option.fallback();
    return OptionSpec.builder("--" + option.key())
        .type(String.class)
        .paramLabel("VALUE")
        .required(fallback == null)
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
      String value = parsed.matchedOptionValue("--" + option.key(), null);
      if (value != null) {
        given.put(option, value);
      }
    }
    return given;
  }
}
