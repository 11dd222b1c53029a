package io.euge.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes long videos of a short real one, with the program ffmpeg, without encoding. */
public final class LongVideo {
  private LongVideo() {}

  /** Whether the program is there; where it must be, its absence fails what needs it. */
  public static boolean possible() throws InterruptedException {
    try {
      return run(List.of("-version")) == 0 || "true".equals(System.getenv("CI"));
    } catch (IOException e) {
      return "true".equals(System.getenv("CI"));
    }
  }

  /**
   * Makes one, at 12.5 frames a second.
   *
   * @param times how often the clip of 30 seconds follows itself
   * @param options of the program for its output, with blanks between; may be empty
   */
  public static Path write(Path file, int times, String options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("-stream_loop", String.valueOf(times - 1)));
    command.addAll(List.of("-i", Shared.carDetection().toString(), "-c", "copy"));
    if (!options.isEmpty()) {
      command.addAll(Arrays.asList(options.split(" ", -1)));
    }
    command.add(file.toString());
    int code = run(command);
    if (code != 0) {
      throw new IOException("ffmpeg ended with " + code + " making " + file);
    }
    return file;
  }

  private static int run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
