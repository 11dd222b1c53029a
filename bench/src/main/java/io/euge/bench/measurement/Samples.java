package io.euge.bench.measurement;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * The measurements of one variant, one per round.
 *
 * @param rounds in the order of measurement, at least one
 */
public record Samples(List<Double> rounds) implements Serializable {
  public Samples {
    rounds = List.copyOf(rounds);
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("no round was measured");
    }
  }

  /** Returns the median; for an even number of rounds, the mean of the two middle values. */
  public double median() {
    double[] sorted = rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Returns the minimum. */
  public double least() {
    return Arrays.stream(array()).min().orElseThrow();
  }

  /** Returns the maximum. */
  public double most() {
    return Arrays.stream(array()).max().orElseThrow();
  }

  private double[] array() {
    return rounds.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
