package io.euge.bench.sharing;

import java.util.List;

/**
 * The extent of the measurements.
 *
 * @param tasks numbers of concurrent tasks
 * @param clipFrames frames per small task
 * @param rounds number of measurements of each point
 * @param steadyFrames frames per task in steady state
 * @param processes numbers of processes that map one compiled model
 * @param curveTasks number of concurrent tasks on a curve
 */
record Plan(
    List<Integer> tasks,
    int clipFrames,
    int rounds,
    int steadyFrames,
    List<Integer> processes,
    int curveTasks) {

  /** Returns the number of small tasks of one job: at least four, and one per slot. */
  int clips(int concurrent) {
    return Math.max(4, concurrent);
  }

  MeasurementRequest point(MeasurementRequest.Scene scene, SharingVariant variant, int concurrent) {
    return new MeasurementRequest(
        MeasurementRequest.Kind.POINT,
        scene,
        variant,
        concurrent,
        clips(concurrent),
        clipFrames,
        steadyFrames,
        List.of(),
        1);
  }

  /**
   * Returns the request for a curve.
   *
   * @param framesEach frames per task, one value per point
   * @param framesOfSlot minimum number of frames that each slot processes, in one or more tasks
   */
  MeasurementRequest curve(
      MeasurementRequest.Scene scene, List<Integer> framesEach, int framesOfSlot, int curveRounds) {
    List<MeasurementRequest.Step> steps =
        framesEach.stream()
            .map(
                frames ->
                    new MeasurementRequest.Step(
                        frames, curveTasks * Math.max(1, framesOfSlot / frames)))
            .toList();
    return MeasurementRequest.curve(scene, curveTasks, steps, curveRounds);
  }
}
