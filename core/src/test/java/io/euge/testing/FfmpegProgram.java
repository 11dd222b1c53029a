package io.euge.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The ffmpeg program of the machine, to make clips with encoders that Euge does not bring. */
public final class FfmpegProgram {
  private FfmpegProgram() {}

  /** Whether it can be used; with {@code CI=true} it has to be. */
  public static boolean isThere() {
    try {
      return new ProcessBuilder("ffmpeg", "-version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return "true".equals(System.getenv("CI"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Runs it with these options, words between spaces, and the file to write at their end.
   *
   * @return the file
   */
  public static Path make(Path file, String options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
    command.addAll(Arrays.asList(options.trim().split(" +")));
    command.add(file.toString());
    Path log = Files.createTempFile("ffmpeg", ".log");
    try {
      int code =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start()
              .waitFor();
      if (code != 0) {
        throw new IOException(String.join(" ", command) + ": " + Files.readString(log));
      }
    } finally {
      Files.delete(log);
    }
    return file;
  }
}
