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
   * Decodes the first frames of an intact file, each that the decoder outputs, in its order.
   *
   * @return the CRC-32 of the pixels of each, in the decoder's format and size
   * @throws IOException if it fails
   */
  public static List<Long> hashes(Path file, int frames) throws IOException, InterruptedException {
    List<Long> hashes = new ArrayList<>();
    int code = decode(file, frames, hashes);
    if (code != 0) {
      throw new IOException(
          "ffmpeg ended with %d after %d frames of %s".formatted(code, hashes.size(), file));
    }
    return hashes;
  }

  /** Decodes a damaged file as far as it can; see {@link #hashes}. */
  public static List<Long> hashesOfDamaged(Path file) throws IOException, InterruptedException {
    List<Long> hashes = new ArrayList<>();
    decode(file, Integer.MAX_VALUE, hashes);
    return hashes;
  }

  private static int decode(Path file, int frames, List<Long> hashes)
      throws IOException, InterruptedException {
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
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          hashes.add(Long.parseLong(line.substring(line.lastIndexOf(',') + 1).trim(), 16));
        }
      }
      return process.waitFor();
    } finally {
      process.destroyForcibly();
    }
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
