package io.euge.spark.crash;

import io.euge.EugeException;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import java.io.File;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import org.apache.spark.TaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads videos in a process of its own, to see whether it lives: one that is killed by a video is
 * not missed, and no other task's work is lost with it.
 */
public final class CrashProbe {
  /** A reading to be tried. What it throws is no crash, and is left to the reading in earnest. */
  public interface Reading extends Serializable {
    /** The video, as results name it. */
    String video();

    /** How far the reading goes. */
    Stage stage();

    void run();
  }

  private static final Logger LOG = LoggerFactory.getLogger(CrashProbe.class);

  /** A shell's way to say that a signal ended a process. */
  private static final int SIGNAL = 128;

  /** Sent by others, by the system when memory is short among them: the video is not to blame. */
  private static final Set<Integer> KILLED_BY_OTHERS = Set.of(SIGNAL + 9, SIGNAL + 15);

  private CrashProbe() {}

  /**
   * Reads once in a child process, and fails if that kills the process.
   *
   * @throws VideoException with {@link Code#POISON} when the reading kills the process
   */
  public static void pass(Reading reading) {
    VideoException poison = of(List.of(reading)).get(0);
    if (poison != null) {
      throw poison;
    }
  }

  /** Tries one after the other: for each null, or what it did. */
  public static List<VideoException> of(List<? extends Reading> readings) {
    List<VideoException> outcomes = new ArrayList<>();
    try {
      Path folder = Files.createTempDirectory("euge-trial");
      try {
        Path log = folder.resolve("log");
        while (outcomes.size() < readings.size()) {
          List<Reading> left = List.copyOf(readings.subList(outcomes.size(), readings.size()));
          int exit = run(left, log);
          String said = Files.readString(log, StandardCharsets.ISO_8859_1);
          int passed = (int) said.lines().filter(CrashProbeMain.PASSED::equals).count();
          for (int i = 0; i < passed; i++) {
            outcomes.add(null);
          }
          if (passed < left.size()) {
            outcomes.add(outcome(left.get(passed), exit, said));
          }
        }
      } finally {
        FileUtils.deleteDirectory(folder.toFile());
      }
    } catch (IOException e) {
      throw new EugeException("No process can be started to try a video: " + e.getMessage(), e);
    }
    return outcomes;
  }

  private static VideoException outcome(Reading reading, int exit, String said) {
    if (exit <= SIGNAL || KILLED_BY_OTHERS.contains(exit)) {
      LOG.warn("The trial of {} ended with {} and proves nothing: {}", reading.video(), exit, said);
      return null;
    }
    return new VideoException(
        reading.stage(),
        Code.POISON,
        reading.video(),
        Double.NaN,
        "%s kills the process that reads it (%s) and is left out"
            .formatted(reading.video(), CrashReport.words(exit - SIGNAL, said)));
  }

  private static int run(List<Reading> readings, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ErrorFile=" + log.resolveSibling("crash"),
            CrashProbeMain.class.getName());
    builder.environment().put("CLASSPATH", classPath());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    try {
      // Left open: the process ends itself when this end is gone.
      OutputStream input = process.getOutputStream();
      try {
        ObjectOutputStream objects = new ObjectOutputStream(input);
        objects.writeObject(readings.toArray(Reading[]::new));
        objects.flush();
      } catch (IOException e) {
        // It died before it had read all: its exit status tells.
        LOG.debug("A trial did not listen", e);
      }
      return await(process);
    } finally {
      process.destroyForcibly();
    }
  }

  private static int await(Process process) {
    TaskContext task = TaskContext.get();
    try {
      while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
        if (task != null && task.isInterrupted()) {
          throw new EugeException("The task was cancelled while a video was tried");
        }
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EugeException("Interrupted while a video was tried", e);
    }
  }

  /** What this process runs with, and the jars that Spark brought to it. */
  private static String classPath() {
    List<String> entries = new ArrayList<>(List.of(System.getProperty("java.class.path")));
    for (ClassLoader at = CrashProbe.class.getClassLoader(); at != null; at = at.getParent()) {
      if (at instanceof URLClassLoader jars) {
        for (URL url : jars.getURLs()) {
          entries.add(URLDecoder.decode(url.getPath().replace("+", "%2B"), StandardCharsets.UTF_8));
        }
      }
    }
    return String.join(File.pathSeparator, entries);
  }
}
