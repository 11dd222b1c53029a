package io.euge.bench.gpu;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The points of the experiment in order of importance, because a time limit may stop the
 * experiment.
 *
 * @param tasks maximum number of tasks per process
 * @param processes maximum number of processes
 * @param batches sizes of batches across tasks
 * @param cards memory of the cards to emulate, in GiB
 */
record GpuPlan(int tasks, int processes, List<Integer> batches, List<Integer> cards) {
  private static final int TASKS_OF_SEVERAL = 4;
  private static final int DELAY = 2;
  private static final List<Integer> OTHER_DELAYS = List.of(1, 10);

  /**
   * Returns the points for these models without duplicates.
   *
   * @param mps whether processes can share the device by MPS
   * @param tensorRt whether TensorRT can compile the models for the device
   */
  List<GpuPoint> points(List<String> models, boolean mps, boolean tensorRt) {
    Set<GpuPoint> points = new LinkedHashSet<>();
    List<List<GpuPoint>> ofModels = models.stream().map(model -> of(model, mps, tensorRt)).toList();
    int most = ofModels.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < most; i++) {
      for (List<GpuPoint> ofModel : ofModels) {
        if (i < ofModel.size()) {
          points.add(ofModel.get(i));
        }
      }
    }
    return List.copyOf(points);
  }

  private List<GpuPoint> of(String model, boolean mps, boolean tensorRt) {
    List<GpuPoint> points = new ArrayList<>();
    points.add(new GpuPoint(model, 1));
    for (int count : halving(tasks)) {
      points.add(new GpuPoint(model, count));
      points.add(new GpuPoint(model, count).withCopies());
    }
    for (int count : halving(processes)) {
      GpuPoint several = new GpuPoint(model, TASKS_OF_SEVERAL).withProcesses(count);
      points.add(several);
      if (mps) {
        points.add(several.withMps());
      }
      points.add(several.withCopies());
      if (mps) {
        points.add(several.withCopies().withMps());
      }
      points.add(new GpuPoint(model, TASKS_OF_SEVERAL * count));
    }
    for (int card : cards) {
      points.add(new GpuPoint(model, tasks).withCard(card));
      points.add(new GpuPoint(model, tasks).withCopies().withCard(card));
    }
    for (int batch : batches) {
      points.add(new GpuPoint(model, tasks).withBatch(batch, DELAY));
      points.add(new GpuPoint(model, 2).withFrames(batch));
    }
    if (tensorRt) {
      points.add(new GpuPoint(model, 1).withTensorRt());
      points.add(new GpuPoint(model, tasks).withTensorRt());
      for (int batch : batches) {
        points.add(new GpuPoint(model, tasks).withBatch(batch, DELAY).withTensorRt());
      }
    }
    for (int delay : OTHER_DELAYS) {
      points.add(new GpuPoint(model, tasks).withBatch(batches.get(0), delay));
    }
    return points;
  }

  /**
   * Returns the powers of two up to {@code most}, ordered so that early points cover the whole
   * range.
   */
  private static List<Integer> halving(int most) {
    List<Integer> counts = new ArrayList<>();
    for (int count = most; count > 1; count /= 4) {
      counts.add(count);
    }
    for (int count = most / 2; count > 1; count /= 4) {
      counts.add(count);
    }
    return counts;
  }
}
