package io.euge.video.corpus;

import io.euge.testing.ClipWriter;
import io.euge.testing.FfmpegProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The small clips that everything is made of: each container with a codec that is usual in it. */
final class GoodClips {
  static final int WIDTH = 64;
  static final int HEIGHT = 48;

  /** The most frames that are decoded before one that is shown earlier. */
  static final int REORDERED = 2;

  /** Written by our own library: it needs nothing of the machine. */
  private static final Map<String, String> OURS =
      Map.of(
          "mpeg4.mp4", "mpeg4",
          "mpeg4.avi", "mpeg4",
          "mpeg4.mkv", "mpeg4",
          "mpeg2.ts", "mpeg2video",
          "mpeg2.mpg", "mpeg2video",
          "flv1.flv", "flv",
          "vp9.webm", "libvpx-vp9");

  private static final String X264 = "-pix_fmt yuv420p -c:v libx264 -g 8 -bf 2 ";

  private static final Map<String, String> THEIRS =
      Map.of(
          "h264.mp4", X264 + "-movflags +faststart",
          "fragmented.mp4", X264 + "-movflags +frag_keyframe+empty_moov",
          "h264.ts", X264,
          "hevc.mkv",
              "-pix_fmt yuv420p -c:v libx265 -x265-params log-level=none:keyint=8:bframes=2:b-pyramid=0",
          "av1.mp4", "-pix_fmt yuv420p -c:v libaom-av1 -cpu-used 8 -g 8",
          "vp8.mkv", "-pix_fmt yuv420p -c:v libvpx -g 8",
          "theora.ogv", "-pix_fmt yuv420p -c:v libtheora -g 8",
          "wmv2.asf", "-pix_fmt yuv420p -c:v wmv2 -g 8");

  private GoodClips() {}

  /** Writes all clips that this machine can make; without the program ffmpeg those of our own. */
  static void write(Path folder) throws IOException {
    for (Map.Entry<String, String> clip : OURS.entrySet()) {
      new ClipWriter()
          .size(WIDTH, HEIGHT)
          .gop(8, clip.getKey().endsWith(".avi") ? 0 : 2)
          .codec(clip.getValue(), "yuv420p")
          .write(folder.resolve(clip.getKey()));
    }
    if (FfmpegProgram.runs()) {
      for (Map.Entry<String, String> clip : THEIRS.entrySet()) {
        FfmpegProgram.makeSecond(
            folder.resolve(clip.getKey()), WIDTH + "x" + HEIGHT, clip.getValue());
      }
    }
  }

  /** The clips of a directory by name. */
  static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
    }
  }
}
