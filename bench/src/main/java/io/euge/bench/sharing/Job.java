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

/** A job of many small tasks, from nothing loaded to all done. */
record Job(Model model, Path video, Path compiledModels) {
  private static final long CACHE_BYTES = 8L << 30;

  static Job of(MeasurementRequest.Scene scene) {
    return new Job(
        ModelReader.read(Path.of(scene.model())),
        Path.of(scene.video()),
        Path.of(scene.compiledModels()));
  }

  /**
   * What a job did.
   *
   * @param framesPerSecond from the job's start, with all loading, to its end
   * @param loads of the model
   * @param loadSeconds the time of all loads, summed over those that ran at once
   * @param digest of each task's detections, which are the same
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
   * Runs the job on so many threads.
   *
   * @throws IllegalStateException if two tasks found different things in the same frames
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
