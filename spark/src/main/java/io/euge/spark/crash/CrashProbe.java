package io.euge.spark.crash;

import io.euge.EugeException;
import io.euge.file.IoReason;
import io.euge.file.ScratchFolder;
import io.euge.process.ChildJvm;
import io.euge.process.ChildJvmException;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads videos in a child process, so that a video that crashes the decoder ends that process and
 * no other task's work is lost.
 */
public final class CrashProbe {
  /** Reads a video. An exception is not a crash: the task's own reading reports it. */
  public interface Reading extends Serializable {
    /** Returns the name of the video in results. */
    String video();

    /** Returns how far the reading goes. */
    Stage stage();

    /** Reads. */
    void run();
  }

  private static final Logger LOG = LoggerFactory.getLogger(CrashProbe.class);
  private static final Duration CANCELLATION_POLL = Duration.ofMillis(100);

  /** Without a timeout: Spark ends a task that takes too long. */
  private static final ChildJvm.Options CHILD =
      new ChildJvm.Options(
          List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
          Map.of(),
          false,
          Duration.ofDays(365));

  private CrashProbe() {}

  /**
   * Reads once in a child process, and fails if that ends the process.
   *
   * @throws VideoException with {@link Code#POISON} when the reading crashes the process
   */
  public static void requireHarmless(Reading reading) {
    VideoException poison = probe(List.of(reading)).get(0);
    if (poison != null) {
      throw poison;
    }
  }

  /**
   * Reads one video after the other in child processes.
   *
   * @return for each reading its error if it crashes the process; otherwise null
   */
  public static List<VideoException> probe(List<? extends Reading> readings) {
    List<VideoException> outcomes = new ArrayList<>();
    try (ScratchFolder scratch = ScratchFolder.temporary("euge-probe")) {
      while (outcomes.size() < readings.size()) {
        probe(readings.subList(outcomes.size(), readings.size()), scratch, outcomes);
      }
    } catch (IOException e) {
      throw new EugeException(
          "Cannot start a process to probe %s: %s; check the memory and the directory for temporary files"
              .formatted(next(readings, outcomes), IoReason.of(e)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EugeException(
          "Interrupted while %s was probed".formatted(next(readings, outcomes)), e);
    }
    return outcomes;
  }

  private static String next(List<? extends Reading> readings, List<VideoException> outcomes) {
    return outcomes.size() < readings.size() ? readings.get(outcomes.size()).video() : "videos";
  }

  /** Adds outcomes until the process ends, at least one. */
  private static void probe(
      List<? extends Reading> readings, ScratchFolder scratch, List<VideoException> outcomes)
      throws IOException, InterruptedException {
    Reading[] order = readings.toArray(Reading[]::new);
    try (ChildJvm child =
        ChildJvm.start("probe the video", CrashProbeMain.class, order, scratch, CHILD)) {
      for (Reading reading : readings) {
        try {
          awaitAnswer(child);
          outcomes.add(null);
        } catch (ChildJvmException e) {
          outcomes.add(outcome(reading, e));
          return;
        }
      }
    }
  }

  private static void awaitAnswer(ChildJvm child) throws IOException, InterruptedException {
    TaskContext task = TaskContext.get();
    while (child.poll(Boolean.class, CANCELLATION_POLL).isEmpty()) {
      if (task != null && task.isInterrupted()) {
        throw new EugeException("The task was canceled while a video was probed");
      }
    }
  }

  /** A process that ends without a crash, as by the system's shortage of memory, proves nothing. */
  private static VideoException outcome(Reading reading, ChildJvmException e) {
    if (e.crash().isEmpty()) {
      LOG.warn(
          "The probe of {} ended without a result ({}); the video is read anyway",
          reading.video(),
          e.getMessage());
      return null;
    }
    return new VideoException(
        reading.stage(),
        Code.POISON,
        reading.video(),
        Double.NaN,
        "%s kills the process that reads it (%s) and is left out"
            .formatted(reading.video(), e.crash().get()));
  }
}
