package io.euge.spark.recording;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** The named capturing groups of a regular expression. */
final class NamedGroups {
  private static final Pattern NAME = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

  private NamedGroups() {}

  /**
   * Returns their names.
   *
   * @throws PatternSyntaxException if it is no regular expression
   */
  static Set<String> of(String regex) {
    // The empty alternative matches any text, and a group can be asked for after a match only.
    Matcher matched = Pattern.compile("|" + regex).matcher("");
    matched.find();
    return NAME.matcher(regex)
        .results()
        .map(name -> name.group(1))
        .filter(name -> isGroup(matched, name))
        .collect(Collectors.toSet());
  }

  /** Returns whether it is one, and not a text between escaped brackets. */
  private static boolean isGroup(Matcher matched, String name) {
    try {
      matched.group(name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
