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

  Order point(Order.Scene scene, Contestant contestant, int concurrent) {
    return new Order(
        Order.Kind.POINT,
        scene,
        contestant,
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
  Order curve(Order.Scene scene, List<Integer> framesEach, int framesOfSlot, int curveRounds) {
    List<Order.Step> steps =
        framesEach.stream()
            .map(frames -> new Order.Step(frames, curveTasks * Math.max(1, framesOfSlot / frames)))
            .toList();
    return Order.curve(scene, curveTasks, steps, curveRounds);
  }
}
