package io.euge.video;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the bytes of one video are: a file of this machine, or anything that can be read at a
 * position.
 */
public interface VideoSource {
  /** The video as its user knows it: in results and in messages. */
  String name();

  /**
   * The file of this machine that holds the bytes. Where there is one it is read without a way
   * through Java.
   */
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

  /** A file of this machine, named by its path. */
  static VideoSource of(Path file) {
    return new LocalFile(file);
  }
}
