package io.euge.bench.script;

import io.euge.video.DecodeOptions;
import io.euge.video.decode.VideoReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * H.264 clips in one directory, cut from other videos with the ffmpeg program.
 *
 * @param files sorted by name
 * @param frames of all clips
 */
record ClipSet(Path folder, List<Path> files, long frames) {
  /**
   * Creates clips.
   *
   * @param videos used in turn as sources; each is repeated as often as needed
   * @param count number of clips
   * @param seconds per clip
   * @param folder existing and empty
   */
  static ClipSet make(List<Path> videos, int count, int seconds, Path folder) throws IOException {
    for (int i = 0; i < videos.size(); i++) {
      int own = (count + videos.size() - 1 - i) / videos.size();
      if (own > 0) {
        cut(videos.get(i), own, seconds, folder.resolve((char) ('a' + i) + "-%03d.mp4"));
      }
    }
    try (Stream<Path> made = Files.list(folder)) {
      List<Path> files = made.sorted().toList();
      return new ClipSet(folder, files, files.stream().mapToLong(ClipSet::frames).sum());
    }
  }

  private static void cut(Path video, int count, int seconds, Path names) {
    TimedProgram.run(
        Stream.of(
                Stream.of("ffmpeg", "-v", "error", "-nostdin", "-stream_loop", "-1", "-i"),
                Stream.of(video.toString(), "-t", Integer.toString(count * seconds), "-an"),
                Stream.of("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"),
                // Each clip begins with a keyframe.
                Stream.of("-force_key_frames", "expr:gte(t,n_forced*" + seconds + ")"),
                Stream.of("-f", "segment", "-segment_time", Integer.toString(seconds)),
                Stream.of("-reset_timestamps", "1", names.toString()))
            .flatMap(words -> words)
            .toList());
  }

  /** Returns the number of frames of a video. */
  static long frames(Path file) {
    long frames = 0;
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      while (reader.next()) {
        frames++;
      }
    }
    return frames;
  }
}
