package io.euge.testing;

import java.io.IOException;
import java.nio.file.Path;

/** Makes long videos of a short real one, with the program ffmpeg, without encoding. */
public final class LongVideo {
  private LongVideo() {}

  /**
   * Makes one, at 12.5 frames a second.
   *
   * @param times how often the clip of 30 seconds follows itself
   * @param options of the program for its output, with blanks between; may be empty
   */
  public static Path write(Path file, int times, String options) throws IOException {
    return FfmpegProgram.make(
        file,
        "-stream_loop %d -i %s -c copy %s".formatted(times - 1, Shared.carDetection(), options));
  }
}
