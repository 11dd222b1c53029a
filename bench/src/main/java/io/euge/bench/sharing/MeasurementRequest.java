package io.euge.bench.sharing;

import java.io.Serializable;
import java.util.List;

/**
 * What a child process is to measure; it is sent to that process.
 *
 * @param scene what all measure on
 * @param variant null for a curve, which measures several
 * @param tasks that run at once
 * @param clips small tasks of one job, see {@link PointProcess}
 * @param clipFrames frames of each
 * @param steadyFrames frames of each task in steady state
 * @param curve steps of a curve; else empty
 * @param rounds of a curve
 */
record MeasurementRequest(
    Kind kind,
    Scene scene,
    SharingVariant variant,
    int tasks,
    int clips,
    int clipFrames,
    int steadyFrames,
    List<Step> curve,
    int rounds)
    implements Serializable {
  /** What a child process does. */
  enum Kind {
    /** Loads the compiled model once, so that the cache has it. */
    COMPILE,
    /** One variant with one number of tasks. */
    POINT,
    /** Throughput for several numbers of frames a task. */
    CURVE,
    /** Maps the compiled model and stays until told to end. */
    HOLD
  }

  /**
   * What all processes of an experiment have in common.
   *
   * @param model an ONNX file
   * @param warmUp a tiny ONNX file, run before anything is measured, so that native libraries are
   *     there
   * @param video its first frames are what every task reads
   * @param compiledModels the cache of compiled models
   */
  record Scene(String model, String warmUp, String video, String compiledModels)
      implements Serializable {}

  /**
   * A job of small tasks.
   *
   * @param frames of each task
   * @param tasks how many
   */
  record Step(int frames, int tasks) implements Serializable {}

  static MeasurementRequest compile(Scene scene) {
    return new MeasurementRequest(
        Kind.COMPILE, scene, SharingVariant.SHARED_COMPILED, 1, 1, 1, 1, List.of(), 1);
  }

  static MeasurementRequest hold(Scene scene) {
    return new MeasurementRequest(
        Kind.HOLD, scene, SharingVariant.SHARED_COMPILED, 1, 1, 1, 1, List.of(), 1);
  }

  static MeasurementRequest curve(Scene scene, int tasks, List<Step> steps, int rounds) {
    return new MeasurementRequest(Kind.CURVE, scene, null, tasks, 0, 0, 0, steps, rounds);
  }
}
