package io.euge.demo.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The report of a demo: one file of HTML that needs no network and no script. */
public final class Page {
  /** The page's name in its folder. */
  public static final String NAME = "report.html";

  /** The name of the plots of sharing as a picture of their own, for other documents. */
  static final String SHARING = "sharing.svg";

  private Page() {}

  /**
   * Writes the page, and beside it the plots of sharing as a picture.
   *
   * @param folder is made if it is not there; the film of the story lies in it
   * @return the page's path
   * @throws IOException if a picture cannot be read or is none, or the page cannot be written
   */
  public static Path write(Story story, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(SHARING), SharingPicture.of(story));
    return Files.writeString(folder.resolve(NAME), html(story));
  }

  /** The policy lets the browser itself refuse whatever is not in the page or beside it. */
  private static String html(Story story) throws IOException {
    return """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; media-src 'self' file:; style-src 'unsafe-inline'">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="data:,">
        <title>Euge demo: %s</title>
        <style>
        %s</style></head><body><main class="page">
        %s</main></body></html>
        """
        .formatted(
            Opening.title(story),
            style(),
            Opening.section(story)
                + WhatRan.section(story)
                + Accuracy.section(story)
                + InView.section(story)
                + Sharing.section(story)
                + Watching.section(story)
                + Closing.section(story));
  }

  private static String style() throws IOException {
    try (InputStream css = Page.class.getResourceAsStream("page.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
