package io.euge.video.corpus;

import io.euge.video.DecodeOptions;
import io.euge.video.Segment;
import io.euge.video.VideoSource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A process of its own that reads the corpus from one case on, and says before each what it is, so
 * that its death has a name.
 */
final class CorpusProcess {
  /** How often damage is held against the same video cut there. */
  private static final int EVERY = 4;

  private final Path folder;
  private final Path clips;
  private final PrintStream out;
  private final Map<String, Reading> good = new HashMap<>();

  private CorpusProcess(Path folder, Path clips, PrintStream out) {
    this.folder = folder;
    this.clips = clips;
    this.out = out;
  }

  /**
   * Arguments: a directory to write into, that of the clips, what to read (few, full, odd or
   * odd-full), and the first case.
   */
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    CorpusProcess process = new CorpusProcess(Path.of(args[0]), Path.of(args[1]), out);
    boolean full = args[2].endsWith("full");
    List<BadVideo> all =
        args[2].startsWith("odd")
            ? OddDamage.of(process.clips, full)
            : BadVideos.of(process.clips, full);
    out.println("all " + all.size());
    for (int i = Integer.parseInt(args[3]); i < all.size(); i++) {
      out.println("case " + i + " " + all.get(i).name());
      process.examine(all.get(i));
    }
    out.println("end " + status("VmHWM") + " " + status("VmRSS"));
  }

  private void examine(BadVideo bad) throws IOException {
    Path file = Files.write(folder.resolve(bad.name()), bad.content().bytes());
    long start = System.nanoTime();
    Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    try {
      VideoSource source = VideoSource.of(file);
      Examination examination =
          new Examination(source, bad.good() == null ? null : good(bad.good()));
      Reading strict = examination.examine(bad.promise());
      if (bad.name().startsWith("flip") && bad.name().hashCode() % EVERY == 0) {
        cut(bad, strict, examination);
      }
      examination.wrong().forEach(wrong -> out.println("bad " + wrong));
      long millis = (System.nanoTime() - start) / 1_000_000;
      out.println("done " + millis + " " + status("VmHWM") + " " + strict.summary());
    } catch (Throwable e) {
      out.println("bad it throws " + e + " at " + Arrays.toString(e.getStackTrace()));
    } finally {
      Files.delete(file);
    }
  }

  private void cut(BadVideo bad, Reading corrupt, Examination examination) throws IOException {
    byte[] whole = Files.readAllBytes(clips.resolve(bad.good()));
    int first = Arrays.mismatch(whole, bad.content().bytes());
    if (first > 0) {
      Path file = Files.write(folder.resolve("cut-" + bad.name()), Arrays.copyOf(whole, first));
      examination.agreesBefore(
          Reading.of(VideoSource.of(file), Segment.whole(), DecodeOptions.DEFAULT), corrupt);
      Files.delete(file);
    }
  }

  private Reading good(String clip) {
    return good.computeIfAbsent(
        clip,
        name ->
            Reading.of(
                VideoSource.of(clips.resolve(name)), Segment.whole(), DecodeOptions.DEFAULT));
  }

  /** Mebibytes of this process, as the kernel counts them. */
  private static long status(String key) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith(key + ":")) {
        return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
      }
    }
    return 0;
  }
}
