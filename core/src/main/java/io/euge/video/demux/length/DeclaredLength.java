package io.euge.video.demux.length;

import io.euge.video.VideoBytes;
import java.io.IOException;

/** Compares the length of a file with what its container declares; FFmpeg does not. */
public final class DeclaredLength {
  private DeclaredLength() {}

  /**
   * Returns the bytes that the file declares and does not have; 0 if it is complete or unknown.
   *
   * @param demuxer FFmpeg's name of the container
   */
  public static long missing(String demuxer, VideoBytes file) throws IOException {
    return switch (demuxer) {
      case "matroska,webm" -> MatroskaLength.missing(file);
      case "avi" -> AviLength.missing(file);
      case "asf" -> AsfLength.missing(file);
      default -> 0;
    };
  }
}
