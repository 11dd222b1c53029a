package io.euge.bench.sharing;

import io.euge.cli.job.WorkerThreads;
import io.euge.inference.sharing.SharedModels;
import io.euge.process.ProcessMemory;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/** Measures one variant with one number of tasks, in a process that does nothing else. */
final class PointProcess {
  /**
   * The measurements.
   *
   * @param readySeconds from the time all tasks request the model until all can run
   * @param peakBytes maximum resident memory
   * @param peakIsOfRun whether {@code peakBytes} excludes the time before the first task
   * @param before memory before the first task
   * @param loaded memory after all tasks have run one frame
   * @param steadyFramesPerSecond of all tasks, with the model loaded
   * @param job the job of small tasks
   */
  record Result(
      double readySeconds,
      long peakBytes,
      boolean peakIsOfRun,
      ProcessMemory before,
      ProcessMemory loaded,
      double steadyFramesPerSecond,
      Job.Result job)
      implements Serializable {}

  private final MeasurementRequest order;
  private final Job job;

  PointProcess(MeasurementRequest order) {
    this.order = order;
    this.job = Job.of(order.scene());
  }

  Result run() throws Exception {
    System.gc();
    boolean forgotten = ProcessMemory.resetPeak();
    ProcessMemory before = ProcessMemory.now();
    try (WorkerThreads crew = new WorkerThreads(order.tasks())) {
      Together together = together(crew);
      // The job runs after the registry of the tasks is closed, so that their copies are released.
      Job.Result small = job.run(order.variant(), order.tasks(), order.clips(), order.clipFrames());
      return new Result(
          together.readySeconds,
          ProcessMemory.peak(),
          forgotten,
          before,
          together.loaded,
          together.framesPerSecond,
          small);
    }
  }

  private record Together(double readySeconds, ProcessMemory loaded, double framesPerSecond) {}

  /** Runs tasks that all have the model at the same time. */
  private Together together(WorkerThreads crew) throws Exception {
    List<Task> tasks = new ArrayList<>();
    try (SharedModels models = job.models()) {
      try {
        long start = System.nanoTime();
        crew.sum(Collections.nCopies(order.tasks(), () -> open(models, tasks)));
        double ready = (System.nanoTime() - start) / 1e9;
        crew.sum(running(tasks, 1));
        ProcessMemory loaded = ProcessMemory.now();
        return new Together(ready, loaded, crew.rate(running(tasks, order.steadyFrames())));
      } finally {
        tasks.forEach(Task::close);
      }
    }
  }

  private long open(SharedModels models, List<Task> tasks) {
    Task task = job.task(models, order.variant());
    synchronized (tasks) {
      tasks.add(task);
    }
    return 0;
  }

  private static List<Callable<Long>> running(List<Task> tasks, int frames) {
    List<Callable<Long>> work = new ArrayList<>();
    tasks.forEach(task -> work.add(() -> task.run(frames)));
    return work;
  }
}
