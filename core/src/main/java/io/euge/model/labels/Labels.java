package io.euge.model.labels;

import io.euge.OptionException;
import io.euge.Printable;
import io.euge.model.ModelException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads and checks lists of labels. */
public final class Labels {
  /** What can be given, in words that follow "give". */
  public static final String FORM =
      "a text file with one label a line, or labels with commas between";

  /** The most classes of a model. */
  private static final int MOST = 1 << 20;

  private static final int LONGEST = 1000;
  private static final Pattern FILE_NAME =
      Pattern.compile("(?i).*[/\\\\].*|.*\\.(txt|names|ya?ml|json|csv|labels|pbtxt)");

  private Labels() {}

  /** Returns a clause that says what is wrong with labels; empty if nothing is. */
  public static Optional<String> fault(List<String> labels) {
    if (labels.isEmpty() || labels.size() > MOST) {
      return Optional.of(
          "it has %d labels, and a model has 1 to %d".formatted(labels.size(), MOST));
    }
    for (int i = 0; i < labels.size(); i++) {
      String label = labels.get(i);
      if (label.isBlank()) {
        return Optional.of("label %d is empty".formatted(i));
      }
      if (label.length() > LONGEST) {
        return Optional.of("label %d has more than %d characters".formatted(i, LONGEST));
      }
      if (label.chars().anyMatch(Character::isISOControl)) {
        return Optional.of(
            "label %d has a control character, %s".formatted(i, Printable.of(label)));
      }
    }
    return Optional.empty();
  }

  /**
   * Reads what a user gave: the name of a file, or the labels themselves.
   *
   * @throws OptionException if it is neither
   * @throws ModelException if the file cannot be read
   */
  public static List<String> parse(String text) {
    Path file = file(text);
    if (file != null && Files.isRegularFile(file)) {
      String name = text.toLowerCase(Locale.ROOT);
      if (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json")) {
        throw unreadable(text, "it is not plain text");
      }
      return LabelFile.read(file);
    }
    List<String> labels = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (labels.size() == 1 && FILE_NAME.matcher(text).matches()) {
      throw unreadable(text, "there is no such file");
    }
    fault(labels)
        .ifPresent(
            fault -> {
              throw unreadable(text, fault);
            });
    return labels;
  }

  private static Path file(String text) {
    try {
      return Path.of(text.strip());
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static OptionException unreadable(String text, String why) {
    return new OptionException(
        "labels is '%s', %s: give %s".formatted(Printable.of(text), why, FORM));
  }
}
