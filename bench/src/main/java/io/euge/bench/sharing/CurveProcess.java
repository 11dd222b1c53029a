package io.euge.bench.sharing;

import io.euge.bench.measurement.Rounds;
import io.euge.bench.measurement.Samples;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the throughput of jobs of small tasks as a function of the frames per task, for several
 * variants alternately.
 */
final class CurveProcess {
  static final List<SharingVariant> VARIANTS =
      List.of(
          SharingVariant.PRIVATE_PLAIN,
          SharingVariant.SHARED_PLAIN,
          SharingVariant.SHARED_COMPILED);

  /**
   * The results for one number of frames per task.
   *
   * @param framesPerSecond of each variant, over the whole job
   * @param loadSeconds of each variant's last job; concurrent loads are added up
   * @param digest of the detections, equal for all variants
   */
  record Point(
      int frames,
      int tasks,
      Map<SharingVariant, Samples> framesPerSecond,
      Map<SharingVariant, Double> loadSeconds,
      String digest)
      implements Serializable {
    /** Returns the throughput of a variant as a multiple of that of plain private copies. */
    double gain(SharingVariant variant) {
      return framesPerSecond.get(variant).median()
          / framesPerSecond.get(SharingVariant.PRIVATE_PLAIN).median();
    }
  }

  /** The points of one model. */
  record Result(List<Point> points) implements Serializable {}

  private final MeasurementRequest order;
  private final Job job;

  CurveProcess(MeasurementRequest order) {
    this.order = order;
    this.job = Job.of(order.scene());
  }

  Result run() throws Exception {
    List<Point> points = new ArrayList<>();
    for (MeasurementRequest.Step step : order.curve()) {
      points.add(point(step));
    }
    return new Result(points);
  }

  private Point point(MeasurementRequest.Step step) throws Exception {
    Map<SharingVariant, Job.Result> last = new EnumMap<>(SharingVariant.class);
    Rounds rounds = new Rounds();
    for (SharingVariant variant : VARIANTS) {
      rounds.with(
          variant.name(),
          () -> {
            Job.Result result = job.run(variant, order.tasks(), step.tasks(), step.frames());
            last.put(variant, result);
            return result.framesPerSecond();
          });
    }
    Map<String, Samples> samples = rounds.run(order.rounds(), order.curve().get(0).equals(step));
    if (last.values().stream().map(Job.Result::digest).distinct().count() != 1) {
      throw new IllegalStateException(
          "Variants found different things in the same " + step.frames() + " frames");
    }
    Map<SharingVariant, Samples> rates = new EnumMap<>(SharingVariant.class);
    Map<SharingVariant, Double> loads = new EnumMap<>(SharingVariant.class);
    for (SharingVariant variant : VARIANTS) {
      rates.put(variant, samples.get(variant.name()));
      loads.put(variant, last.get(variant).loadSeconds());
    }
    return new Point(
        step.frames(), step.tasks(), rates, loads, last.get(SharingVariant.PRIVATE_PLAIN).digest());
  }
}
