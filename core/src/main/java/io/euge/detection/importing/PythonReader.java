package io.euge.detection.importing;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads numbers and texts as Python writes them. Space between them is passed over. */
final class PythonReader {
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]+");

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
      char next = text.charAt(at++);
      if (next == '\\' && at < text.length()) {
        escape(read);
      } else {
        read.append(next);
      }
    }
    boolean closed = skip(quote);
    return closed ? Optional.of(read.toString()) : Optional.empty();
  }

  /** Reads a number or a word without quotes, such as True; empty if there is none. */
  Optional<String> word() {
    space();
    int start = at;
    while (at < text.length() && isOfWord(text.charAt(at))) {
      at++;
    }
    return start == at ? Optional.empty() : Optional.of(text.substring(start, at));
  }

  private static boolean isOfWord(char character) {
    return Character.isLetterOrDigit(character) || "._+-".indexOf(character) >= 0;
  }

  private void escape(StringBuilder read) {
    char kind = text.charAt(at++);
    switch (kind) {
      case 'n' -> read.append('\n');
      case 'r' -> read.append('\r');
      case 't' -> read.append('\t');
      case 'x' -> code(read, 2);
      case 'u' -> code(read, 4);
      case 'U' -> code(read, 8);
      default -> read.append(kind);
    }
  }

  /** Reads the number of a character in hexadecimal digits; what is none stays as it is. */
  private void code(StringBuilder read, int digits) {
    int end = Math.min(text.length(), at + digits);
    String number = text.substring(at, end);
    if (number.length() == digits && HEXADECIMAL.matcher(number).matches()) {
      long code = Long.parseLong(number, 16);
      if (code <= Character.MAX_CODE_POINT) {
        read.appendCodePoint((int) code);
        at = end;
      }
    }
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
