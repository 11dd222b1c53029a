package io.euge.cli.console;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the options in a message as the command line has them. */
final class OptionNames {
  /** A name where the message of a reader's options or a setting begins. */
  private static final Pattern NAME = Pattern.compile("(^|; )([a-z][a-z-]*)(?= is ')");

  private OptionNames() {}

  /**
   * Returns a message of a reader's options in which the names of a command's options begin with
   * two hyphens.
   *
   * @param options the command's, with their hyphens
   */
  static String withHyphens(String message, Set<String> options) {
    return NAME.matcher(message)
        .replaceAll(
            found -> {
              String option = "--" + found.group(2);
              return Matcher.quoteReplacement(
                  options.contains(option) ? found.group(1) + option : found.group());
            });
  }
}
