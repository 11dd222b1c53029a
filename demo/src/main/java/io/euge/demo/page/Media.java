package io.euge.demo.page;

import io.euge.demo.page.Story.Picture;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The annotated video, and all images except the first. */
record Media(boolean isPresent, Optional<Film> film, List<EmbeddedImage> stills) {
  /**
   * The annotated video with its player.
   *
   * @param address relative to the page
   * @param poster image shown before the video plays, or if the browser cannot play it
   */
  record Film(String file, String address, String caption, EmbeddedImage poster) {}

  static Media of(Story story) throws IOException {
    List<EmbeddedImage> stills = new ArrayList<>();
    for (Picture picture : story.pictures().subList(1, story.pictures().size())) {
      stills.add(EmbeddedImage.read(picture));
    }
    Optional<Film> film = Optional.empty();
    if (story.film().isPresent()) {
      Story.Film video = story.film().get();
      Picture last = story.pictures().get(story.pictures().size() - 1);
      film =
          Optional.of(
              new Film(
                  video.file(), address(video.file()), video.caption(), EmbeddedImage.read(last)));
    }
    return new Media(film.isPresent() || !stills.isEmpty(), film, stills);
  }

  /** Returns a relative URL, with special characters of the name encoded. */
  private static String address(String file) {
    try {
      return new URI(null, null, "./" + file, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no file name: " + file, e);
    }
  }
}
