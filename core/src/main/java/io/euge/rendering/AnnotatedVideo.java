package io.euge.rendering;

import io.euge.video.VideoWriter;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A video with what was found in it painted on, as H.264 in MP4. */
public final class AnnotatedVideo {
  private AnnotatedVideo() {}

  /**
   * Writes the frames that are left, one picture each at their average rate: where the source's
   * frames do not last equally long, times shift.
   *
   * @param target overwritten if it is there
   * @param each sees the frames when a picture is painted, as to keep stills of some
   * @return pictures written
   * @throws io.euge.EugeException if the video cannot be read or the target not be written
   */
  public static long write(AnnotatedFrames frames, Path target, Consumer<AnnotatedFrames> each) {
    long written = 0;
    try (VideoWriter writer =
        new VideoWriter(
            target, frames.picture().getWidth(), frames.picture().getHeight(), frames.rate())) {
      for (; frames.next(); written++) {
        writer.write(frames.pixels());
        each.accept(frames);
      }
    }
    return written;
  }
}
