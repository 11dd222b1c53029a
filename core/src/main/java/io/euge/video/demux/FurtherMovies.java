package io.euge.video.demux;

import io.euge.video.VideoBytes;
import io.euge.video.demux.Mp4Boxes.Box;
import java.io.IOException;
import java.util.List;

/**
 * Finds the movies behind the first one of an MP4 or MOV file, as where files were joined byte by
 * byte. FFmpeg reads none of them, and does not say so.
 */
final class FurtherMovies {
  private final VideoBytes file;
  private final Mp4Boxes boxes;

  private FurtherMovies(VideoBytes file) {
    this.file = file;
    this.boxes = new Mp4Boxes(file);
  }

  /** Counts the pictures of these movies, without those in fragments. */
  static long pictures(VideoBytes file) throws IOException {
    FurtherMovies movies = new FurtherMovies(file);
    List<Box> found =
        movies.boxes.ofFile().stream().filter(box -> box.type().equals("moov")).skip(1).toList();
    long pictures = 0;
    for (Box movie : found) {
      pictures += movies.pictures(movie);
    }
    return pictures;
  }

  /** Returns the pictures of the movie's longest video track. */
  private long pictures(Box movie) throws IOException {
    long most = 0;
    for (Box track : boxes.of(movie)) {
      if (track.type().equals("trak") && isVideo(track)) {
        Box sizes = boxes.find(track, "mdia", "minf", "stbl", "stsz");
        most = Math.max(most, sizes == null ? 0 : number(sizes, 8));
      }
    }
    return most;
  }

  private boolean isVideo(Box track) throws IOException {
    Box handler = boxes.find(track, "mdia", "hdlr");
    return handler != null && (int) number(handler, 8) == 0x76696465;
  }

  private long number(Box box, int at) throws IOException {
    return box.end() - box.start() < at + 4
        ? 0
        : file.read(box.start() + at, 4).getInt() & 0xffffffffL;
  }
}
