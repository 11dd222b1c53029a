package io.euge.cli.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words of a command that another process will run. */
final class EugeCommand {
  private static final String MODEL = "--model";

  private EugeCommand() {}

  /** What follows {@code --model}, or {@code --model=}. */
  static Optional<String> model(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).startsWith(MODEL + "=")) {
        return Optional.of(words.get(i).substring(MODEL.length() + 1));
      }
      if (words.get(i).equals(MODEL) && i + 1 < words.size()) {
        return Optional.of(words.get(i + 1));
      }
    }
    return Optional.empty();
  }

  /** The same command with another model. */
  static List<String> withModel(List<String> words, String model) {
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).startsWith(MODEL + "=")) {
        changed.add(MODEL + "=" + model);
      } else if (words.get(i).equals(MODEL) && i + 1 < words.size()) {
        changed.add(MODEL);
        changed.add(model);
        i++;
      } else {
        changed.add(words.get(i));
      }
    }
    return changed;
  }
}
