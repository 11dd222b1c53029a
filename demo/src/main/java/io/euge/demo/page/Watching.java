package io.euge.demo.page;

import io.euge.demo.page.Story.Picture;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** The film and the other pictures. */
final class Watching {
  private Watching() {}

  static String section(Story story) throws IOException {
    List<Picture> pictures = story.pictures();
    if (story.film().isEmpty() && pictures.size() == 1) {
      return "";
    }
    StringBuilder html = new StringBuilder("<section><h2>See for yourself</h2>\n");
    if (story.film().isPresent()) {
      html.append(film(story.film().get(), pictures.get(pictures.size() - 1)));
    }
    html.append("<div class=\"grid stills\">\n");
    for (Picture picture : pictures.subList(1, pictures.size())) {
      html.append(Embedded.figure(picture, "still"));
    }
    return html.append("</div></section>\n").toString();
  }

  /**
   * The film as a player.
   *
   * @param poster what it shows before it plays, or if the browser cannot play it
   */
  private static String film(Story.Film film, Picture poster) throws IOException {
    String address = Words.html(address(film.file()));
    Embedded picture = Embedded.read(poster.file());
    return Words.format(
        """
        <figure class="film"><video controls muted playsinline preload="metadata" width="%d" height="%d" src="%s" \
        poster="%s"><a href="%s">%s</a></video>
        <figcaption>%s (<a href="%s">%s</a>)</figcaption></figure>
        """,
        picture.width(),
        picture.height(),
        address,
        picture.address(),
        address,
        Words.html(film.file()),
        Words.html(film.caption()),
        address,
        Words.html(film.file()));
  }

  /** Relative, whatever characters the name has. */
  private static String address(String file) {
    try {
      return new URI(null, null, "./" + file, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no file name: " + file, e);
    }
  }
}
