package io.euge.bench.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Creates the videos of the experiments from one source when they are first requested. */
final class Clips {
  /**
   * The ffmpeg source of generated clips: a moving test pattern that is hard enough to decode in
   * every codec.
   */
  private static final String PATTERN = "-f lavfi -i testsrc2=size=1280x720:rate=30";

  private final FfmpegProgram program;
  private final Path folder;
  private final Path source;
  private final int frames;
  private final Map<Codec, Path> made = new EnumMap<>(Codec.class);

  /**
   * Creates the set of clips.
   *
   * @param source the video whose frames are used, repeated as needed; null for generated frames
   * @param frames number of frames per clip
   */
  Clips(FfmpegProgram program, Path folder, Path source, int frames) {
    this.program = program;
    this.folder = folder;
    this.source = source;
    this.frames = frames;
  }

  int frames() {
    return frames;
  }

  /** Returns a clip of 1280x720 at 30 frames per second. */
  Path of(Codec codec) throws IOException, InterruptedException {
    Path file = made.get(codec);
    if (file == null) {
      file = folder.resolve(codec.name() + "." + codec.ending());
      encode(file, "1280:720", codec);
      made.put(codec, file);
    }
    return file;
  }

  /** Returns a clip with only the first frame. */
  Path firstFrameOf(Codec codec) throws IOException, InterruptedException {
    return program.make(
        folder.resolve(codec.name() + "-first." + codec.ending()),
        "-i %s -an -frames:v 1 -c copy",
        of(codec));
  }

  /**
   * Returns a long video: an H.264 clip repeated without encoding it again.
   *
   * @param height in pixels; the width is 16/9 of it
   */
  Path repeated(int height, double seconds) throws IOException, InterruptedException {
    Path clip = folder.resolve("clip-%d.mp4".formatted(height));
    if (!Files.exists(clip)) {
      encode(clip, height * 16 / 9 + ":" + height, Codec.H264);
    }
    return program.make(
        folder.resolve("long-%d-%.0f.mp4".formatted(height, seconds)),
        "-stream_loop -1 -i %s -t %s -c copy",
        clip,
        seconds);
  }

  private void encode(Path file, String size, Codec codec)
      throws IOException, InterruptedException {
    program.make(
        file,
        (source == null ? PATTERN : "-stream_loop -1 -i %s")
            + " -an -vf scale="
            + size
            + ",setsar=1,fps=30 -frames:v "
            + frames
            + " "
            + codec.options(),
        source);
  }
}
