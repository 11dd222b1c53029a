package io.euge.bench.gpu;

import io.euge.EugeException;
import io.euge.bench.gpu.GpuAnswers.Ready;
import io.euge.bench.gpu.GpuAnswers.Small;
import io.euge.bench.gpu.GpuAnswers.Started;
import io.euge.bench.gpu.GpuAnswers.Steady;
import io.euge.bench.gpu.GpuRequest.Simulation;
import io.euge.cli.job.WorkerThreads;
import io.euge.device.Device;
import io.euge.inference.Batching;
import io.euge.inference.Engine;
import io.euge.inference.EngineOptions;
import io.euge.inference.GpuSimulation;
import io.euge.inference.batching.BatchingStatistics;
import io.euge.inference.onnxruntime.GpuOptions;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.inference.onnxruntime.cuda.Cuda;
import io.euge.inference.onnxruntime.tensorrt.TensorRtOptions;
import io.euge.inference.sharing.SharedModels;
import io.euge.inference.sharing.SharingMode;
import io.euge.model.Model;
import io.euge.model.onnx.ModelReader;
import io.euge.process.ParentJvm;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/** The main program of a process of the experiment. */
final class GpuProcess {
  private static final double WARM_UP_SECONDS = 0.4;

  private final GpuRequest order;
  private final ParentJvm parent;
  private final Model model;
  private final Device device;
  private final Engine engine;

  private GpuProcess(GpuRequest order, ParentJvm parent) {
    this.order = order;
    this.parent = parent;
    model = ModelReader.read(Path.of(order.model()));
    device = Device.parse(order.device());
    engine = engine(order);
  }

  public static void main(String[] args) throws Exception {
    ParentJvm parent = ParentJvm.connect(args);
    try {
      new GpuProcess(parent.order(GpuRequest.class), parent).run();
    } catch (EugeException e) {
      parent.fail(e);
      System.exit(1);
    }
  }

  private static Engine engine(GpuRequest order) {
    GpuOptions options = GpuOptions.DEFAULT;
    if (order.tensorRt() != null) {
      Path directory = Path.of(order.tensorRt());
      options =
          options.withTensorRt(
              new TensorRtOptions(
                  false, OptionalLong.empty(), order.batch(), directory, Long.MAX_VALUE));
    }
    if (order.bytesOfCopy() > 0) {
      options = options.withMemoryLimit(order.bytesOfCopy());
    }
    return engine(order.simulation(), options);
  }

  /** Returns the engine of a physical device, or of a simulated GPU. */
  static Engine engine(Simulation simulation, GpuOptions options) {
    Engine real = new OnnxRuntimeEngine(options);
    return simulation == null
        ? real
        : GpuSimulation.load()
            .type(simulation.type())
            .withDirectory(Path.of(simulation.folder()))
            .engine(real, GpuTarget::uuid);
  }

  private void run() throws Exception {
    answer(new Started(start()));
    try (WorkerThreads threads = new WorkerThreads(order.tasks())) {
      together(threads);
      ArrayList<Small> jobs = new ArrayList<>();
      for (int frames : order.small()) {
        jobs.add(small(threads, frames));
      }
      parent.answer(jobs);
    }
  }

  private double start() {
    long begin = System.nanoTime();
    if (device.kind() == Device.Kind.CUDA) {
      Cuda.fault()
          .ifPresent(
              fault -> {
                throw new EugeException(fault);
              });
    }
    return seconds(begin);
  }

  /** Sends a message and waits until the parent requests the next one. */
  private void answer(Serializable value) throws Exception {
    parent.answer(value);
    parent.awaitRequest();
  }

  private void together(WorkerThreads threads) throws Exception {
    List<GpuTask> tasks = Collections.synchronizedList(new ArrayList<>());
    try (SharedModels models = new SharedModels(engine)) {
      try {
        long begin = System.nanoTime();
        threads.sum(
            Collections.nCopies(
                order.tasks(),
                () -> {
                  GpuTask task = task(models);
                  tasks.add(task);
                  return task.run(1);
                }));
        double ready = seconds(begin);
        answer(new Ready(ready, tasks.get(0).outputs()));
        steady(models, threads, tasks, WARM_UP_SECONDS);
        answer(steady(models, threads, tasks, order.seconds()));
      } finally {
        tasks.forEach(GpuTask::close);
      }
    }
  }

  private Steady steady(
      SharedModels models, WorkerThreads threads, List<GpuTask> tasks, double seconds)
      throws Exception {
    BatchingStatistics before = models.batching();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    tasks.forEach(GpuTask::forgetTimes);
    double rate = threads.rate(tasks.stream().map(task -> until(task, end)).toList());
    double[] times = tasks.stream().flatMapToDouble(GpuTask::milliseconds).sorted().toArray();
    return new Steady(
        rate,
        times[times.length / 2],
        times[(int) (times.length * 0.99)],
        meanBatch(before, models.batching()));
  }

  private double meanBatch(BatchingStatistics before, BatchingStatistics after) {
    long runs = after.batches() - before.batches();
    return runs == 0 ? order.frames() : (double) (after.frames() - before.frames()) / runs;
  }

  private static Callable<Long> until(GpuTask task, long end) {
    return () -> task.runUntil(end);
  }

  private Small small(WorkerThreads threads, int frames) throws Exception {
    int count = Math.max(4, order.tasks());
    try (SharedModels models = new SharedModels(engine)) {
      Callable<Long> one =
          () -> {
            try (GpuTask task = task(models)) {
              return task.run(frames);
            }
          };
      return new Small(frames, count, threads.rate(Collections.nCopies(count, one)));
    }
  }

  private GpuTask task(SharedModels models) {
    Batching batching =
        order.batch() == 1
            ? Batching.DEFAULT.with(Batching.When.NEVER)
            : new Batching(Batching.When.ALWAYS, order.batch(), Duration.ofMillis(order.delay()));
    return new GpuTask(
        models.acquire(
            model,
            device,
            EngineOptions.DEFAULT.withBatching(batching),
            order.shared() ? SharingMode.PROCESS : SharingMode.TASK),
        order.frames());
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
