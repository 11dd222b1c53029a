package io.euge.bench.measurement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Contestants that are measured in turn, round after round: A B C A B C. A machine that slows down
 * or is busy for a while so hits all of them, and the median forgets it.
 */
public final class Rounds {
  private final Map<String, Callable<Double>> contestants = new LinkedHashMap<>();

  /**
   * Adds a contestant.
   *
   * @param measure does the work once and returns its rate
   */
  public Rounds with(String name, Callable<Double> measure) {
    contestants.put(name, measure);
    return this;
  }

  /**
   * Measures all contestants once without counting it, so that code is compiled and files are in
   * memory, and then so many rounds that count.
   */
  public Map<String, Samples> run(int rounds) throws Exception {
    return run(rounds, true);
  }

  /**
   * Measures so many rounds that count.
   *
   * @param warmUp whether one that does not count comes first
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
