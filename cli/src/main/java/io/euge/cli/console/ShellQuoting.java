package io.euge.cli.console;

import java.util.regex.Pattern;

/** A word of a command line that is printed to be typed. */
public final class ShellQuoting {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellQuoting() {}

  /** The word in single quotes, if a shell would not take it as it is. */
  public static String of(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
