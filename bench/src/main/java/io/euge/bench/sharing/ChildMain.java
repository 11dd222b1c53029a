package io.euge.bench.sharing;

import io.euge.inference.sharing.SharedModels;
import io.euge.process.ParentJvm;
import io.euge.process.ProcessMemory;
import java.io.IOException;

/**
 * The main program of a child process: receives a request, measures, and sends the result. It ends
 * with its parent.
 */
final class ChildMain {
  private ChildMain() {}

  public static void main(String[] args) throws Exception {
    ParentJvm parent = ParentJvm.connect(args);
    MeasurementRequest order = parent.order(MeasurementRequest.class);
    warmUp(order.scene());
    switch (order.kind()) {
      case COMPILE -> parent.answer(compile(order));
      case POINT -> parent.answer(new PointProcess(order).run());
      case CURVE -> parent.answer(new CurveProcess(order).run());
      case HOLD -> hold(order, parent);
    }
  }

  /** Compiles and loads a model, and returns the duration in seconds. */
  private static double compile(MeasurementRequest order) {
    Job job = Job.of(order.scene());
    long start = System.nanoTime();
    try (SharedModels models = job.models();
        Task task = job.task(models, order.variant())) {
      task.run(1);
      return (System.nanoTime() - start) / 1e9;
    }
  }

  /**
   * Loads the model, notifies the parent, and sends the current memory at each request of the
   * parent.
   */
  private static void hold(MeasurementRequest order, ParentJvm parent)
      throws IOException, InterruptedException {
    Job job = Job.of(order.scene());
    try (SharedModels models = job.models();
        Task task = job.task(models, order.variant())) {
      task.run(1);
      System.gc();
      parent.answer(ProcessMemory.now());
      while (true) {
        parent.awaitRequest();
        parent.answer(ProcessMemory.now());
      }
    }
  }

  /**
   * Loads native libraries and runs all code paths once, because this is not a cost of the model.
   */
  private static void warmUp(MeasurementRequest.Scene scene) {
    Job job =
        Job.of(
            new MeasurementRequest.Scene(
                scene.warmUp(), null, scene.video(), scene.compiledModels()));
    try (SharedModels models = job.models();
        Task task = job.task(models, SharingVariant.SHARED_PLAIN)) {
      task.run(3);
    }
  }
}
