package io.euge.bench.demo.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The report of a demo: one file of HTML that needs no network. */
public final class Page {
  /** The page's name in its folder. */
  public static final String NAME = "report.html";

  private Page() {}

  /**
   * Writes the page.
   *
   * @param folder is made if it is not there; the film of the story lies in it
   * @return the page's path
   * @throws IOException if a picture cannot be read or the page cannot be written
   */
  public static Path write(Story story, Path folder) throws IOException {
    Files.createDirectories(folder);
    return Files.writeString(folder.resolve(NAME), story.toString());
  }
}
