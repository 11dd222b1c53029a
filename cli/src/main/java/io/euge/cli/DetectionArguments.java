package io.euge.cli;

import io.euge.spark.Option;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Gives a command the options of the {@code detections} reader: the same names, the same words. */
final class DetectionArguments implements IModelTransformer {
  @Override
  public CommandSpec transform(CommandSpec command) {
    for (Option option : Option.values()) {
      command.addOption(argument(option));
    }
    return command;
  }

  private static OptionSpec argument(Option option) {
    String fallback = option.fallback();
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
    for (Option option : Option.values()) {
      String value = parsed.matchedOptionValue("--" + option.key(), null);
      if (value != null) {
        given.put(option, value);
      }
    }
    return given;
  }
}
