package io.euge.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The style sheet of reports, for light and dark mode, screens of any width, and print. */
public final class PageStyle {
  private PageStyle() {}

  /** Returns the text of the style sheet. */
  public static String css() {
    try (InputStream css = PageStyle.class.getResourceAsStream("page.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
