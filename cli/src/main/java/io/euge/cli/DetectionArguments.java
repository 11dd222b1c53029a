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
    for (Option option : Option.ofDetections()) {
      command.addOption(argument(option));
    }
    return command;
  }

  private static OptionSpec argument(Option option) {
    String fallback = option.fallback();
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
    for (Option option : Option.ofDetections()) {
      Object value = parsed.matchedOptionValue("--" + option.key(), null);
      if (value != null) {
        given.put(option, value.toString());
      }
    }
    return given;
  }
}
