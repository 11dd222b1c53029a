package io.euge.cli.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The option {@code --model} in a command line that another process will run. */
final class ModelArgument {
  static final String NAME = "--model";

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

  /** Returns the command with another model. */
  static List<String> replace(List<String> command, String model) {
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < command.size(); i++) {
      if (command.get(i).startsWith(NAME + "=")) {
        changed.add(NAME + "=" + model);
      } else if (command.get(i).equals(NAME) && i + 1 < command.size()) {
        changed.add(NAME);
        changed.add(model);
        i++;
      } else {
        changed.add(command.get(i));
      }
    }
    return changed;
  }
}
