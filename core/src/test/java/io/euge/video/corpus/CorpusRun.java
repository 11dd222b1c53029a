package io.euge.video.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Watches over processes that read the corpus: where one dies or hangs, the next goes on. */
final class CorpusRun {
  private static final String ENDED = "ended";

  final List<String> wrong = new ArrayList<>();
  int cases;
  int whole;
  int partial;
  int refused;
  long slowestMillis;
  String slowest;
  long largestMebibytes;
  String largest;
  long lastMebibytes;

  private final Path folder;
  private final Path clips;
  private final Class<?> process;
  private final String extent;
  private final int hangSeconds;
  private String current = "the start";
  private int next;

  /**
   * @param process what is started, as {@link CorpusProcess}
   * @param extent few, full, odd or odd-full: what the process reads
   * @param hangSeconds after which a silent process is taken to hang
   */
  CorpusRun(Path folder, Path clips, Class<?> process, String extent, int hangSeconds) {
    this.folder = folder;
    this.clips = clips;
    this.process = process;
    this.extent = extent;
    this.hangSeconds = hangSeconds;
  }

  CorpusRun run() throws IOException, InterruptedException {
    boolean end = false;
    while (!end && wrong.size() < 200) {
      int from = next;
      end = runFrom(from);
      if (!end && next == from) {
        throw new IllegalStateException("the process does not come to a case: " + wrong);
      }
    }
    return this;
  }

  /** Whether the process came to its end. */
  private boolean runFrom(int from) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-Deuge.leaks=true",
                "-cp",
                System.getProperty("java.class.path"),
                process.getName(),
                folder.toString(),
                clips.toString(),
                extent,
                Integer.toString(from))
            .redirectErrorStream(true)
            .start();
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    Thread pump = new Thread(() -> pump(child, lines), "corpus-lines");
    pump.start();
    try {
      while (true) {
        String line = lines.poll(hangSeconds, TimeUnit.SECONDS);
        if (line == null) {
          wrong.add(current + ": it hangs");
          return false;
        }
        if (line.equals(ENDED)) {
          wrong.add(current + ": the process died with " + child.waitFor());
          return false;
        }
        if (take(line.split(" ", 3))) {
          return true;
        }
      }
    } finally {
      child.destroyForcibly().waitFor();
      pump.join();
    }
  }

  private boolean take(String[] words) {
    switch (words[0]) {
      case "case" -> {
        next = Integer.parseInt(words[1]) + 1;
        current = words[2];
        cases++;
      }
      case "bad" -> wrong.add(current + ": " + words[1] + " " + words[2]);
      case "done" -> done(Long.parseLong(words[1]), words[2].split(" ", 2));
      case "end" -> {
        lastMebibytes = Long.parseLong(words[2]);
        return true;
      }
      default -> {} // What the virtual machine has to say of a crash is in its own file.
    }
    return false;
  }

  private void done(long millis, String[] memoryAndSummary) {
    long mebibytes = Long.parseLong(memoryAndSummary[0]);
    String summary = memoryAndSummary[1];
    if (millis > slowestMillis) {
      slowestMillis = millis;
      slowest = current;
    }
    if (mebibytes > largestMebibytes) {
      largestMebibytes = mebibytes;
      largest = current;
    }
    if (summary.endsWith("whole")) {
      whole++;
    } else if (summary.startsWith("0 ")) {
      refused++;
    } else {
      partial++;
    }
  }

  private static void pump(Process process, BlockingQueue<String> lines) {
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      // It was ended from here, in the middle of a line.
      lines.add("closed " + e.getMessage());
    } finally {
      lines.add(ENDED);
    }
  }

  @Override
  public String toString() {
    return ("%d videos: %d whole, %d in part, %d not at all; slowest %d ms (%s); most memory %d MiB"
            + " (%s), %d MiB at the end; %d wrong")
        .formatted(
            cases,
            whole,
            partial,
            refused,
            slowestMillis,
            slowest,
            largestMebibytes,
            largest,
            lastMebibytes,
            wrong.size());
  }
}
