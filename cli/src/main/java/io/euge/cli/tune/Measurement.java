package io.euge.cli.tune;

import io.euge.EugeException;
import io.euge.TaskPart;
import io.euge.cli.console.StatusLine;
import io.euge.process.ProcessMemory;
import io.euge.spark.executor.ExecutorModels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures one executor: first a cold job, then jobs with each of several settings alternately,
 * twice.
 *
 * @param tasks number of concurrent tasks
 * @param video length of the video in seconds
 * @param seconds duration of each measurement
 * @param batch the only batch size to measure; 0 to choose
 * @param prefetch the only prefetch to measure; -1 to choose
 */
record Measurement(int tasks, double video, double seconds, int batch, int prefetch) {
  /** Seconds of the video for the first job, about as long as a new process is slow. */
  private static final double FIRST_SECONDS = 2;

  private static final int ROUNDS = 2;

  /** Maximum number of copies of a short video in one job. */
  private static final int MOST_COPIES = 256;

  /** Settings of a task. */
  record Variant(int batch, int prefetch) {}

  /**
   * Runs the measurements.
   *
   * @param sparkSeconds duration of Spark's start
   */
  Measured run(MeasuringJob job, double sparkSeconds) throws Exception {
    StatusLine.print("measuring the start");
    Variant usual = usual(false);
    MeasuringJob.Run first =
        job.run(usual.batch, usual.prefetch, tasks, Math.min(FIRST_SECONDS, video));
    requireFrames(first.cost());
    boolean gpu = first.cost().times().deviceNanos() > 0;
    List<TaskCost> costs = new ArrayList<>();
    double pace = 1 / first.cost().perVideoSecond();
    for (int round = 0; round < ROUNDS; round++) {
      for (Variant variant : variants(gpu)) {
        StatusLine.print(
            "measuring batch %d, prefetch %d".formatted(variant.batch, variant.prefetch));
        double all = Math.max(FIRST_SECONDS, pace * seconds) * tasks;
        int copies = copies(all);
        MeasuringJob.Run run =
            job.run(variant.batch, variant.prefetch, copies, Math.min(video, all / copies));
        pace = 1 / run.cost().perVideoSecond();
        add(costs, run.cost());
      }
    }
    double load = first.cost().times().nanos(TaskPart.LOADING) / 1e9 / tasks;
    return new Measured(
        tasks,
        video,
        sparkSeconds + startOf(first, costs.get(0), load),
        load,
        ExecutorModels.ofThisProcess().registry().statistics().peakBytes(),
        peak(),
        costs);
  }

  /** Returns the duration of the first job minus the work of its tasks at their later speed. */
  private double startOf(MeasuringJob.Run first, TaskCost later, double load) {
    double work =
        first.cost().videoSeconds() * later.perVideoSecond()
            + first.cost().segments() * later.perSegment();
    return Math.max(0, first.seconds() - load - work / tasks);
  }

  private void requireFrames(TaskCost cost) {
    if (cost.frames() == 0) {
      throw new EugeException(
          "The first %.1f s of the video have no frame that is taken: give another video, or sample more frames"
              .formatted(Math.min(FIRST_SECONDS, video)));
    }
  }

  /**
   * Returns how often the video is read to take {@code all} seconds; a multiple of the number of
   * tasks.
   */
  private int copies(double all) {
    int each = (int) Math.ceil(all / video / tasks);
    return Math.min(Math.max(1, each), Math.max(1, MOST_COPIES / tasks)) * tasks;
  }

  private static void add(List<TaskCost> costs, TaskCost cost) {
    for (int i = 0; i < costs.size(); i++) {
      if (costs.get(i).isLike(cost)) {
        costs.set(i, costs.get(i).plus(cost));
        return;
      }
    }
    costs.add(cost);
  }

  /** Returns the default settings, that is the values of {@code auto}. */
  private Variant usual(boolean gpu) {
    return new Variant(batch > 0 ? batch : gpu ? 8 : 1, prefetch >= 0 ? prefetch : gpu ? 2 : 0);
  }

  /** Returns the settings to measure, the default first. */
  List<Variant> variants(boolean gpu) {
    List<Variant> all = new ArrayList<>(List.of(usual(gpu)));
    List<Variant> more =
        gpu
            ? List.of(new Variant(4, 2), new Variant(1, 2), new Variant(8, 0))
            : List.of(new Variant(4, 0), new Variant(1, 1));
    for (Variant variant : more) {
      Variant allowed =
          new Variant(
              batch > 0 ? batch : variant.batch, prefetch >= 0 ? prefetch : variant.prefetch);
      if (!all.contains(allowed)) {
        all.add(allowed);
      }
    }
    return all;
  }

  private static long peak() throws IOException {
    return ProcessMemory.isAvailable() ? ProcessMemory.peak() : 0;
  }
}
