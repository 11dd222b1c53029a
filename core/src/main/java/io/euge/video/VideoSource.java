package io.euge.video;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The location of one video: a local file, or anything that can be read at a position. */
public interface VideoSource {
  /**
   * The size in bytes up to which a video is fetched as a whole, with one request: about what an
   * object store sends in the time it takes to answer a request.
   */
  int ONE_REQUEST = 2 << 20;

  /** Returns the video as its user knows it, for results and messages. */
  String name();

  /** Returns the local file with the bytes, if there is one. FFmpeg reads it without Java. */
  default Optional<Path> file() {
    return Optional.empty();
  }

  /**
   * Opens the bytes; the caller closes them.
   *
   * @throws VideoException if there is no such video, or it may not be read
   * @throws IOException if the storage fails
   */
  VideoBytes open() throws IOException;

  /** Returns a local file as a source, named by its path. */
  static VideoSource of(Path file) {
    return new LocalFile(file);
  }
}
