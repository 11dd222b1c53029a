package io.euge.cli.console;

import java.util.regex.Pattern;

/** Quotes the words of a command line that users copy into a shell. */
public final class ShellQuoting {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellQuoting() {}

  /** Returns the word, in single quotes if necessary. */
  public static String of(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
