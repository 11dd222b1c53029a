package io.euge.bench.sharing;

import io.euge.bench.Rounds;
import io.euge.bench.Samples;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Throughput of jobs of small tasks against the frames a task has, contestants taking turns. */
final class CurveProcess {
  static final List<Contestant> CONTESTANTS =
      List.of(Contestant.PRIVATE_PLAIN, Contestant.SHARED_PLAIN, Contestant.SHARED_COMPILED);

  /**
   * One number of frames a task.
   *
   * @param framesPerSecond of each contestant, from the start of the job to its end
   * @param loadSeconds of each contestant's last job, summed over loads that ran at once
   * @param digest of every contestant's detections, which are the same
   */
  record Point(
      int frames,
      int tasks,
      Map<Contestant, Samples> framesPerSecond,
      Map<Contestant, Double> loadSeconds,
      String digest)
      implements Serializable {
    /** Throughput of a contestant as a multiple of plain private. */
    double gain(Contestant contestant) {
      return framesPerSecond.get(contestant).median()
          / framesPerSecond.get(Contestant.PRIVATE_PLAIN).median();
    }
  }

  /** All points of a model. */
  record Result(List<Point> points) implements Serializable {}

  private final Order order;
  private final Job job;

  CurveProcess(Order order) {
    this.order = order;
    this.job = Job.of(order.scene());
  }

  Result run() throws Exception {
    List<Point> points = new ArrayList<>();
    for (Order.Step step : order.curve()) {
      points.add(point(step));
    }
    return new Result(points);
  }

  private Point point(Order.Step step) throws Exception {
    Map<Contestant, Job.Result> last = new EnumMap<>(Contestant.class);
    Rounds rounds = new Rounds();
    for (Contestant contestant : CONTESTANTS) {
      rounds.with(
          contestant.name(),
          () -> {
            Job.Result result = job.run(contestant, order.tasks(), step.tasks(), step.frames());
            last.put(contestant, result);
            return result.framesPerSecond();
          });
    }
    Map<String, Samples> samples = rounds.run(order.rounds(), order.curve().get(0).equals(step));
    if (last.values().stream().map(Job.Result::digest).distinct().count() != 1) {
      throw new IllegalStateException(
          "Contestants found different things in the same " + step.frames() + " frames");
    }
    Map<Contestant, Samples> rates = new EnumMap<>(Contestant.class);
    Map<Contestant, Double> loads = new EnumMap<>(Contestant.class);
    for (Contestant contestant : CONTESTANTS) {
      rates.put(contestant, samples.get(contestant.name()));
      loads.put(contestant, last.get(contestant).loadSeconds());
    }
    return new Point(
        step.frames(), step.tasks(), rates, loads, last.get(Contestant.PRIVATE_PLAIN).digest());
  }
}
