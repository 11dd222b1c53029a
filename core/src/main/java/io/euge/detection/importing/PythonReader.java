package io.euge.detection.importing;

import java.util.Optional;

/** Reads numbers and texts as Python writes them. Space between them is passed over. */
final class PythonReader {
  private final String text;
  private int at;

  PythonReader(String text) {
    this.text = text;
  }

  /** Passes a character, if it is the next one. */
  boolean skip(char expected) {
    space();
    boolean next = at < text.length() && text.charAt(at) == expected;
    at += next ? 1 : 0;
    return next;
  }

  /** Reads a whole number of at most nine digits; empty if there is none. */
  Optional<Integer> number() {
    space();
    int start = at;
    while (at < text.length() && at < start + 9 && Character.isDigit(text.charAt(at))) {
      at++;
    }
    return start == at ? Optional.empty() : Optional.of(Integer.valueOf(text.substring(start, at)));
  }

  /** Reads a text in single or double quotes; empty if there is none. */
  Optional<String> text() {
    space();
    if (at == text.length() || (text.charAt(at) != '\'' && text.charAt(at) != '"')) {
      return Optional.empty();
    }
    char quote = text.charAt(at++);
    StringBuilder read = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      read.append(text.charAt(at++));
    }
    return at++ < text.length() ? Optional.of(read.toString()) : Optional.empty();
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
