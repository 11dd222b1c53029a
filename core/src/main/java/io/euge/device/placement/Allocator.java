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
 * Chooses devices for the tasks of a process, and keeps its last decisions. Each kind of decision
 * is logged once. Safe for use by many threads.
 */
public final class Allocator {
  private static final Logger LOG = LoggerFactory.getLogger(Allocator.class);
  private static final int KEPT = 100;

  /** Bounds the set of kinds of decisions that were logged. */
  private static final int MOST_LOGGED = 10_000;

  private final PlacementRules rules;
  private final Deque<PlacementDecision> last = new ArrayDeque<>();
  private final Set<String> logged = new HashSet<>();
  private final Map<Reason, Long> counts = new EnumMap<>(Reason.class);
  private long placed;
  private long refused;

  public Allocator(PlacementRules rules) {
    this.rules = rules;
  }

  /**
   * Chooses one of the devices.
   *
   * @param usages the usage of each device now, at least one
   * @throws PlacementException if the model fits on none, with the sum
   */
  public synchronized PlacementDecision place(PlacementRequest request, List<DeviceUsage> usages) {
    PlacementDecision decision;
    try {
      decision = Placement.choose(request, usages, rules, placed);
    } catch (PlacementException e) {
      refused++;
      throw e;
    }
    placed++;
    counts.merge(decision.reason(), 1L, Long::sum);
    last.addLast(decision);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
    String kind = request.model() + '\n' + decision.device() + '\n' + decision.reason();
    if (logged.size() < MOST_LOGGED && logged.add(kind)) {
      LOG.info("{}", decision.explanation());
    }
    return decision;
  }

  /** Returns the last hundred decisions, oldest first. */
  public synchronized List<PlacementDecision> last() {
    return List.copyOf(last);
  }

  /** Returns how often a device was chosen for this reason. */
  public synchronized long count(Reason reason) {
    return counts.getOrDefault(reason, 0L);
  }

  /** Returns how often a model fitted on no device. */
  public synchronized long refused() {
    return refused;
  }
}
