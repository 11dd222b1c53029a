package io.euge.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The ffmpeg program of the machine, for clips with encoders that Euge does not bring. */
public final class FfmpegProgram {
  private FfmpegProgram() {}

  /** Whether it runs, or has to, as with {@code CI=true}. */
  public static boolean isThere() {
    return "true".equals(System.getenv("CI")) || runs();
  }

  /** Whether it runs. */
  public static boolean runs() {
    try {
      return run(List.of("ffmpeg", "-version"), ProcessBuilder.Redirect.DISCARD) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Runs it with these options, words between blanks, and the file to write at their end.
   *
   * @return the file
   * @throws IOException with what the program said, if it fails
   */
  public static Path make(Path file, String options) throws IOException {
    return make("ffmpeg", file, options);
  }

  static Path make(String program, Path file, String options) throws IOException {
    List<String> command = new ArrayList<>(List.of(program, "-v", "error", "-nostdin", "-y"));
    command.addAll(Arrays.asList(options.trim().split(" +")));
    command.add(file.toString());
    Path log = Files.createTempFile("ffmpeg", ".log");
    try {
      if (run(command, ProcessBuilder.Redirect.to(log.toFile())) != 0) {
        throw new IOException(String.join(" ", command) + ": " + Files.readString(log));
      }
    } finally {
      Files.delete(log);
    }
    return file;
  }

  /** Makes a second of a moving test picture, 25 frames. */
  public static Path makeSecond(Path file, String size, String options) throws IOException {
    return make(file, "-f lavfi -i testsrc2=size=" + size + ":rate=25:duration=1 " + options);
  }

  private static int run(List<String> command, ProcessBuilder.Redirect output) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
