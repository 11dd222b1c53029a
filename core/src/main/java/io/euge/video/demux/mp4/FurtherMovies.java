package io.euge.video.demux.mp4;

import io.euge.video.VideoBytes;
import io.euge.video.demux.mp4.Mp4Boxes.Box;
import java.io.IOException;
import java.util.List;

/**
 * Finds the movie behind the first one of an MP4 or MOV file, as where files were joined byte by
 * byte, by the boxes of the file alone.
 */
public final class FurtherMovies {
  private FurtherMovies() {}

  /** Returns where the second movie begins; -1 if there is none. */
  public static long start(VideoBytes file) throws IOException {
    List<Box> boxes = new Mp4Boxes(file).ofFile();
    if (boxes.stream().filter(box -> box.type().equals("moov")).count() < 2) {
      return -1;
    }
    boolean movie = false;
    boolean samples = false;
    long end = 0;
    for (Box box : boxes) {
      // Old ones have no type of file: they are over when both parts were there.
      boolean begins = box.type().equals("ftyp") || (movie && samples);
      if (end > 0 && begins) {
        return end;
      }
      movie |= box.type().equals("moov");
      samples |= box.type().equals("mdat");
      end = box.end();
    }
    return -1;
  }
}
