package io.euge.cli.render;

import io.euge.EugeException;
import io.euge.OptionException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The video in a local file that a command is given. */
public final class LocalVideo {
  private LocalVideo() {}

  /**
   * Returns the file.
   *
   * @param video a path or a {@code file:} address
   * @throws EugeException if it is an address of another kind, or no name of a file
   */
  public static Path file(String video) {
    if (video.matches("(?i)[a-z][a-z0-9+.-]+://.*") && !video.startsWith("file://")) {
      throw new EugeException(
          "Cannot render %s: it is not a local file; copy it to this machine first"
              .formatted(video));
    }
    try {
      Path file = Path.of(video.replaceFirst("^file:(//)?", ""));
      if (file.getFileName() != null) {
        return file;
      }
    } catch (InvalidPathException e) {
      throw new OptionException(
          "Cannot read the video '" + video + "': " + e.getReason() + "; give a local file");
    }
    throw new OptionException("Cannot read the video '" + video + "': give a local file");
  }
}
