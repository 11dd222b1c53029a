package io.euge.bench.sharing;

import io.euge.cli.job.WorkerThreads;
import io.euge.inference.compiled.CompiledModels;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.inference.sharing.SharedModels;
import io.euge.model.Model;
import io.euge.model.onnx.ModelReader;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** A job of many small tasks, from loading the model to the end of the last task. */
record Job(Model model, Path video, Path compiledModels) {
  private static final long CACHE_BYTES = 8L << 30;

  static Job of(MeasurementRequest.Scene scene) {
    return new Job(
        ModelReader.read(Path.of(scene.model())),
        Path.of(scene.video()),
        Path.of(scene.compiledModels()));
  }

  /**
   * The measurements of a job.
   *
   * @param framesPerSecond over the whole job, including all loads
   * @param loads number of loads of the model
   * @param loadSeconds total duration of the loads; concurrent loads are added up
   * @param digest of a task's detections, equal for all tasks
   */
  record Result(double framesPerSecond, long loads, double loadSeconds, String digest)
      implements Serializable {}

  SharedModels models() {
    return new SharedModels(new OnnxRuntimeEngine(new CompiledModels(compiledModels, CACHE_BYTES)));
  }

  Task task(SharedModels models, SharingVariant variant) {
    return new Task(models, model, video, variant);
  }

  /**
   * Runs the job on {@code threads} threads.
   *
   * @throws IllegalStateException if the detections of two tasks differ
   */
  Result run(SharingVariant variant, int threads, int tasks, int frames) throws Exception {
    Set<String> digests = ConcurrentHashMap.newKeySet();
    try (SharedModels models = models();
        WorkerThreads crew = new WorkerThreads(threads)) {
      Callable<Long> small =
          () -> {
            try (Task task = task(models, variant)) {
              digests.add(task.clip(frames));
            }
            return (long) frames;
          };
      List<Callable<Long>> work = new ArrayList<>(Collections.nCopies(tasks, small));
      double rate = crew.rate(work);
      if (digests.size() != 1) {
        throw new IllegalStateException("Tasks on the same clip found different things");
      }
      var statistics = models.statistics();
      return new Result(
          rate, statistics.loads(), statistics.loadSeconds(), digests.iterator().next());
    }
  }
}
