package io.euge.bench.measurement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Measures variants alternately, round after round: A B C A B C. A temporary slowdown of the
 * machine therefore affects all variants, and the median removes it.
 */
public final class Rounds {
  private final Map<String, Callable<Double>> contestants = new LinkedHashMap<>();

  /**
   * Adds a variant.
   *
   * @param measure does the work once and returns its rate
   */
  public Rounds with(String name, Callable<Double> measure) {
    contestants.put(name, measure);
    return this;
  }

  /**
   * Measures all variants in one warm-up round that is not counted, and then in {@code rounds}
   * counted rounds.
   */
  public Map<String, Samples> run(int rounds) throws Exception {
    return run(rounds, true);
  }

  /**
   * Measures all variants in {@code rounds} counted rounds.
   *
   * @param warmUp whether to run an additional first round that is not counted
   */
  public Map<String, Samples> run(int rounds, boolean warmUp) throws Exception {
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    for (int round = warmUp ? 0 : 1; round <= rounds; round++) {
      for (Map.Entry<String, Callable<Double>> contestant : contestants.entrySet()) {
        double rate = contestant.getValue().call();
        if (round > 0) {
          rates.computeIfAbsent(contestant.getKey(), name -> new ArrayList<>()).add(rate);
        }
      }
    }
    Map<String, Samples> samples = new LinkedHashMap<>();
    rates.forEach((name, values) -> samples.put(name, new Samples(values)));
    return samples;
  }
}
