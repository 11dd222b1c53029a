package io.euge.video;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The location of a video: a local file, or other bytes that can be read at any position. */
public interface VideoSource {
  /**
   * The size in bytes up to which a video is fetched with one request: about what an object store
   * sends in the time that a request takes.
   */
  int ONE_REQUEST = 2 << 20;

  /** Returns the name of the video for results and messages. */
  String name();

  /** Returns the local file with the bytes, if there is one, which FFmpeg reads directly. */
  default Optional<Path> file() {
    return Optional.empty();
  }

  /**
   * Opens the bytes; the caller closes them.
   *
   * @throws VideoException if there is no such video, or no permission to read it
   * @throws IOException if the storage fails
   */
  VideoBytes open() throws IOException;

  /** Returns a local file as a source, named by its path. */
  static VideoSource of(Path file) {
    return new LocalFile(file);
  }
}
