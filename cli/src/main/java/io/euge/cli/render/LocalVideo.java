package io.euge.cli.render;

import io.euge.EugeException;
import io.euge.OptionException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Resolves the local video file of a command. */
public final class LocalVideo {
  private LocalVideo() {}

  /**
   * Returns the file.
   *
   * @param video a path or a {@code file:} URI
   * @throws EugeException if it is a URI of another scheme, or an invalid path
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
    throw new OptionException(
        "Cannot read the video '" + video + "': it is not a file; give a local file");
  }
}
