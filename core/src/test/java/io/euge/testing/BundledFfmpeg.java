package io.euge.testing;

import io.euge.video.source.Ffmpeg;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;

/** FFmpeg's program of the build and version that Euge brings. */
public final class BundledFfmpeg {
  private BundledFfmpeg() {}

  /**
   * Decodes the first frames of a file, each that the decoder outputs, in its order.
   *
   * @return the CRC-32 of the pixels of each, in the decoder's format and size
   */
  public static List<Long> hashes(Path file, int frames) throws IOException, InterruptedException {
    Ffmpeg.load();
    Process process =
        new ProcessBuilder(
                Loader.load(org.bytedeco.ffmpeg.ffmpeg.class),
                "-v",
                "quiet",
                "-nostdin",
                // Of joined Theora recordings its threads output those of the first one.
                "-threads",
                "1",
                "-noautorotate",
                "-i",
                file.toString(),
                "-map",
                "0:V:0",
                "-noautoscale",
                "-fps_mode",
                "passthrough",
                "-frames:v",
                Integer.toString(frames),
                "-c:v",
                "rawvideo",
                "-f",
                "framehash",
                "-hash",
                "crc32",
                "-")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<Long> hashes = new ArrayList<>();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          hashes.add(Long.parseLong(line.substring(line.lastIndexOf(',') + 1).trim(), 16));
        }
      }
    } finally {
      process.destroy();
      process.waitFor();
    }
    return hashes;
  }

  /**
   * Runs it with these options, words between blanks, and the file to write at their end.
   *
   * @return the file
   */
  public static Path make(Path file, String options) throws IOException {
    Ffmpeg.load();
    return FfmpegProgram.make(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class), file, options);
  }
}
