package io.euge.bench.sharing;

import java.util.List;

/**
 * How much is measured.
 *
 * @param tasks numbers of tasks that run at once
 * @param clipFrames frames of a small task
 * @param rounds how often each point is measured
 * @param steadyFrames frames of each task that runs long
 * @param processes numbers of processes that map one compiled model
 * @param curveTasks tasks that run at once on a curve
 */
record Plan(
    List<Integer> tasks,
    int clipFrames,
    int rounds,
    int steadyFrames,
    List<Integer> processes,
    int curveTasks) {

  /** Small tasks of one job: four at least, and one for each slot. */
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
   * A curve.
   *
   * @param framesEach numbers of frames of a task, one for each point
   * @param framesOfSlot frames that each slot works off at least, in one task or several
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
