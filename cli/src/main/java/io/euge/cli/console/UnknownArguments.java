package io.euge.cli.console;

import io.euge.NearestNames;
import io.euge.Printable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Suggests what unknown arguments may have been meant to be. */
final class UnknownArguments {
  private UnknownArguments() {}

  /** Returns a sentence about the unknown command, or else the unknown options. */
  static String message(UnmatchedArgumentException failure) {
    CommandSpec command = failure.getCommandLine().getCommandSpec();
    List<String> unmatched = failure.getUnmatched();
    String first = unmatched.get(0);
    List<String> options =
        unmatched.stream()
            .filter(typed -> typed.startsWith("-"))
            .map(UnknownArguments::name)
            .toList();
    if (!first.startsWith("-") && !command.subcommands().isEmpty()) {
      return command(first, command.subcommands().keySet());
    } else if (options.isEmpty()) {
      return "Unexpected argument: '" + Printable.of(first) + "'";
    } else if (options.size() == 1) {
      return "Unknown option: '%s'%s"
          .formatted(
              Printable.of(options.get(0)),
              nearest(options.get(0), command)
                  .map(meant -> "; did you mean " + meant + "?")
                  .orElse(""));
    }
    return "Unknown options: "
        + options.stream()
            .map(
                typed ->
                    "'%s'%s"
                        .formatted(
                            Printable.of(typed),
                            nearest(typed, command)
                                .map(meant -> " (did you mean " + meant + "?)")
                                .orElse("")))
            .collect(Collectors.joining(", "));
  }

  private static String command(String typed, Collection<String> names) {
    return "Unknown command '%s'; %s"
        .formatted(
            Printable.of(typed),
            NearestNames.nearest(typed, names)
                .map(meant -> "did you mean '" + meant + "'?")
                .orElse("give one of " + String.join(", ", names)));
  }

  private static Optional<String> nearest(String typed, CommandSpec command) {
    return NearestNames.nearest(
        typed,
        command.options().stream()
            .filter(option -> !option.hidden())
            .map(OptionSpec::longestName)
            .toList());
  }

  private static String name(String typed) {
    return typed.split("=", 2)[0];
  }
}
