package io.euge.bench.sharing;

import java.io.Serializable;
import java.util.List;

/**
 * The request to a child process, which receives it serialized.
 *
 * @param scene settings that all processes have in common
 * @param variant null for a curve, which measures several
 * @param tasks number of concurrent tasks
 * @param clips number of small tasks of one job, see {@link PointProcess}
 * @param clipFrames frames per small task
 * @param steadyFrames frames per task in steady state
 * @param curve steps of a curve; otherwise empty
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
  /** The kinds of measurements. */
  enum Kind {
    /** Loads the model once so that the compiled model is cached. */
    COMPILE,
    /** Measures one variant with one number of tasks. */
    POINT,
    /** Measures throughput for several numbers of frames per task. */
    CURVE,
    /** Maps the compiled model and waits for the parent. */
    HOLD
  }

  /**
   * The settings that all processes of an experiment have in common.
   *
   * @param model an ONNX file
   * @param warmUp a tiny ONNX file, run before the measurement to load native libraries
   * @param video every task reads its first frames
   * @param compiledModels cache of compiled models
   */
  record Scene(String model, String warmUp, String video, String compiledModels)
      implements Serializable {}

  /**
   * A job of small tasks.
   *
   * @param frames per task
   * @param tasks number of tasks
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
