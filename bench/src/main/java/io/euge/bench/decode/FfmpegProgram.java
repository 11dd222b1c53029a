package io.euge.bench.decode;

import io.euge.EugeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the machine's ffmpeg program, which creates the clips and is the baseline. */
final class FfmpegProgram {
  /** As in "Stream #0:0 -> #0:0 (av1 (libdav1d) -> rawvideo (native))". */
  private static final Pattern DECODER = Pattern.compile("-> #0:0 \\((\\S+) \\((\\S+)\\) ->");

  /** As in "bench: utime=1.204s stime=0.030s rtime=1.240s". */
  private static final Pattern TIMES = Pattern.compile("utime=([\\d.]+)s stime=([\\d.]+)s");

  private final Path folder;

  /**
   * Creates a runner.
   *
   * @param folder for the program's output
   */
  FfmpegProgram(Path folder) {
    this.folder = folder;
  }

  /** Returns the version that the program prints. */
  String version() throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "version", ".txt");
    finish(start(List.of("-version"), out), out);
    return Files.readAllLines(out).get(0).replaceFirst(" Copyright.*", "");
  }

  /** Creates a file; {@code format} gives the arguments before its name, separated by spaces. */
  Path make(Path file, String format, Object... values) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-y"));
    arguments.addAll(words(format, values));
    arguments.add(file.toString());
    run(arguments);
    return file;
  }

  /**
   * Decodes a video in one thread and discards the frames.
   *
   * @return the CPU time that the program reports, in seconds
   */
  double read(Path video, String filter) throws IOException, InterruptedException {
    List<String> arguments =
        words("-v info -benchmark -threads 1 -filter_threads 1 -i %s -an", video);
    arguments.addAll(words(filter));
    arguments.addAll(words("-fps_mode passthrough -f null -"));
    Path log = Files.createTempFile(folder, "ffmpeg", ".log");
    finish(start(arguments, log), log);
    double seconds = processorSeconds(Files.readString(log));
    Files.delete(log);
    return seconds;
  }

  /** Starts a process that writes the frames of a video to its standard output as rows of RGB. */
  Process pictures(Path video, String filter, Path log) throws IOException {
    List<String> arguments = words("-v info -threads 1 -i %s -an", video);
    arguments.addAll(words(filter));
    arguments.addAll(words("-fps_mode passthrough -f rawvideo -pix_fmt rgb24 -"));
    return builder(arguments).redirectError(log.toFile()).start();
  }

  /** Returns the name of the decoder in the program's output. */
  static String decoder(Path log) throws IOException {
    Matcher named = DECODER.matcher(Files.readString(log));
    if (!named.find()) {
      return "unknown";
    }
    return named.group(2).equals("native") ? named.group(1) : named.group(2);
  }

  /** Returns the sum of user and system time in the output of {@code -benchmark}. */
  static double processorSeconds(String said) {
    Matcher times = TIMES.matcher(said);
    if (!times.find()) {
      throw new EugeException(
          "The ffmpeg program did not say its CPU time; install a version that knows -benchmark");
    }
    return Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(2));
  }

  private void run(List<String> arguments) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "ffmpeg", ".log");
    finish(start(arguments, log), log);
    Files.delete(log);
  }

  private static Process start(List<String> arguments, Path log) {
    try {
      return builder(arguments).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    } catch (IOException e) {
      throw new EugeException("The ffmpeg program is needed: install the package ffmpeg", e);
    }
  }

  private static ProcessBuilder builder(List<String> arguments) {
    List<String> command =
        new ArrayList<>(List.of("ffmpeg", "-hide_banner", "-nostats", "-nostdin"));
    if (!arguments.contains("-v")) {
      command.addAll(List.of("-v", "error"));
    }
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }

  /** Waits for the end of the process and checks that it succeeded. */
  static void finish(Process process, Path log) throws IOException, InterruptedException {
    try {
      int code = process.waitFor();
      if (code != 0) {
        List<String> said = Files.readAllLines(log);
        throw new EugeException(
            "The ffmpeg program ended with "
                + code
                + ": "
                + (said.isEmpty() ? "it said nothing" : said.get(said.size() - 1)));
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> words(String format, Object... values) {
    List<String> words = new ArrayList<>();
    int next = 0;
    for (String word : Arrays.asList(format.trim().split(" +"))) {
      if (!word.isEmpty()) {
        words.add(word.equals("%s") ? values[next++].toString() : word);
      }
    }
    return words;
  }
}
