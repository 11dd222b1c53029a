package io.euge.video.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The ffmpeg program of the machine, for clips that our own library has no encoder for. */
final class Ffmpeg {
  private Ffmpeg() {}

  static boolean isThere() {
    try {
      return run("-version") == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes a clip of 25 frames of a moving pattern. */
  static Path clip(Path file, String size, String options) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("-f", "lavfi", "-i", "testsrc2=size=" + size + ":rate=25:duration=1"));
    arguments.addAll(Arrays.asList(options.split(" ")));
    arguments.add(file.toString());
    int code = run(arguments.toArray(String[]::new));
    if (code != 0) {
      throw new IOException("ffmpeg ended with " + code + " for " + file + " by " + options);
    }
    return file;
  }

  static int run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
