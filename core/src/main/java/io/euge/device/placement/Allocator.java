package io.euge.device.placement;

import io.euge.device.placement.PlacementDecision.Reason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses devices for the tasks of a process, and keeps what it chose and why. Each kind of
 * decision is logged once. Safe for use by many threads.
 */
public final class Allocator {
  private static final Logger LOG = LoggerFactory.getLogger(Allocator.class);
  private static final int KEPT = 100;

  /** Of one model, no more decisions are told apart than it has devices and reasons. */
  private static final int TOLD_APART = 10_000;

  private final Rules rules;
  private final Deque<PlacementDecision> last = new ArrayDeque<>();
  private final Set<String> logged = new HashSet<>();
  private final Map<Reason, Long> counts = new EnumMap<>(Reason.class);
  private long placed;
  private long refused;

  public Allocator(Rules rules) {
    this.rules = rules;
  }

  /**
   * Chooses one of the devices.
   *
   * @param loads what each holds now, at least one
   * @throws PlacementException if the model fits on none, with the sum
   */
  public synchronized PlacementDecision place(PlacementRequest ask, List<DeviceLoad> loads) {
    PlacementDecision choice;
    try {
      choice = Placement.choose(ask, loads, rules, placed);
    } catch (PlacementException e) {
      refused++;
      throw e;
    }
    placed++;
    counts.merge(choice.reason(), 1L, Long::sum);
    last.addLast(choice);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
    String kind = ask.model() + '\n' + choice.device() + '\n' + choice.reason();
    if (logged.size() < TOLD_APART && logged.add(kind)) {
      LOG.info("{}", choice.explanation());
    }
    return choice;
  }

  /** The last hundred choices, oldest first. */
  public synchronized List<PlacementDecision> last() {
    return List.copyOf(last);
  }

  /** How often a device was chosen for this reason. */
  public synchronized long count(Reason reason) {
    return counts.getOrDefault(reason, 0L);
  }

  /** How often a model fitted on none. */
  public synchronized long refused() {
    return refused;
  }
}
