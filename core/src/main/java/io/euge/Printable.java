package io.euge;

/**
 * Makes untrusted text safe to print in a message: characters that a terminal would interpret
 * become {@code ?}, and long text is truncated.
 */
public final class Printable {
  private static final int MAX_LENGTH = 200;

  private Printable() {}

  /** Returns the text without control characters, truncated to 200 characters. */
  public static String of(String text) {
    StringBuilder printable = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 3);
    for (int i = 0; i < text.length() && i < MAX_LENGTH; i++) {
      char c = text.charAt(i);
      int type = Character.getType(c);
      boolean safe =
          type != Character.CONTROL
              && type != Character.FORMAT
              && type != Character.LINE_SEPARATOR
              && type != Character.PARAGRAPH_SEPARATOR;
      printable.append(safe ? c : '?');
    }
    return text.length() > MAX_LENGTH ? printable.append("...").toString() : printable.toString();
  }
}
