package io.euge;

/**
 * A piece of somebody else's text as a sentence can hold it: what a terminal would obey becomes
 * {@code ?}, and what is long is cut.
 */
public final class Printable {
  private static final int MOST = 200;

  private Printable() {}

  /** The text without control characters, at most 200 of its characters. */
  public static String of(String text) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), MOST) + 3);
    for (int i = 0; i < text.length() && i < MOST; i++) {
      char c = text.charAt(i);
      int type = Character.getType(c);
      boolean plain =
          type != Character.CONTROL
              && type != Character.FORMAT
              && type != Character.LINE_SEPARATOR
              && type != Character.PARAGRAPH_SEPARATOR;
      shown.append(plain ? c : '?');
    }
    return text.length() > MOST ? shown.append("...").toString() : shown.toString();
  }
}
