package io.euge.model.spec;

import io.euge.OptionException;
import io.euge.Printable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of a network's input in pixels.
 *
 * @param width from 1 to {@link #MOST}
 * @param height from 1 to {@link #MOST}
 */
public record InputSize(int width, int height) {
  /** The most pixels of a side. */
  public static final int MOST = 1 << 14;

  /** What can be given, in words that follow "give". */
  public static final String FORM = "WIDTHxHEIGHT such as 640x480, or one number for both";

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(?:[xX](\\d{1,9}))?");

  public InputSize {
    if (!isSide(width) || !isSide(height)) {
      throw new OptionException(
          "input-size is %dx%d: give sides from 1 to %d pixels".formatted(width, height, MOST));
    }
  }

  /** Returns whether a side can have so many pixels. */
  public static boolean isSide(long pixels) {
    return pixels >= 1 && pixels <= MOST;
  }

  /**
   * Reads a size.
   *
   * @throws OptionException if the text is none
   */
  public static InputSize parse(String text) {
    Matcher size = TEXT.matcher(text.strip());
    if (!size.matches()) {
      throw new OptionException("input-size is '%s': give %s".formatted(Printable.of(text), FORM));
    }
    int width = Integer.parseInt(size.group(1));
    return new InputSize(width, size.group(2) == null ? width : Integer.parseInt(size.group(2)));
  }

  /** Returns {@code WIDTHxHEIGHT}. */
  @Override
  public String toString() {
    return width + "x" + height;
  }
}
