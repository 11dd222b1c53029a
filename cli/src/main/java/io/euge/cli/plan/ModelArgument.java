package io.euge.cli.plan;

import io.euge.spark.conf.ModelOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds and replaces the model in a command line for another process. */
final class ModelArgument {
  static final String NAME = "--model";

  /** The options that describe a model, which are not needed for models written by Euge. */
  private static final Set<String> DESCRIBING =
      ModelOptions.all().stream().map(option -> "--" + option.name()).collect(Collectors.toSet());

  private ModelArgument() {}

  /** Returns the value of {@code --model VALUE} or {@code --model=VALUE}. */
  static Optional<String> of(List<String> command) {
    for (int i = 0; i < command.size(); i++) {
      if (command.get(i).startsWith(NAME + "=")) {
        return Optional.of(command.get(i).substring(NAME.length() + 1));
      }
      if (command.get(i).equals(NAME) && i + 1 < command.size()) {
        return Optional.of(command.get(i + 1));
      }
    }
    return Optional.empty();
  }

  /** Returns the command with another model, which contains its own description. */
  static List<String> replace(List<String> command, String model) {
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < command.size(); i++) {
      String argument = command.get(i);
      String name = argument.split("=", 2)[0];
      boolean alone = argument.equals(name) && i + 1 < command.size();
      if (name.equals(NAME)) {
        changed.addAll(alone ? List.of(NAME, model) : List.of(NAME + "=" + model));
      } else if (!DESCRIBING.contains(name)) {
        changed.add(argument);
        continue;
      }
      i += alone ? 1 : 0;
    }
    return changed;
  }
}
