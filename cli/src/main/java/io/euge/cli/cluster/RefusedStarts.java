package io.euge.cli.cluster;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Detects executors that repeatedly fail to start while no other executor works. If the plugin
 * refuses the start, for example because MPS is required and unavailable, each new executor fails
 * in the same way, and a standalone cluster would start new ones forever.
 */
final class RefusedStarts {
  private static final String REFUSED = "Unable to create executor due to ";

  /** Number of failures per executor after which another start would also fail. */
  private static final int ROUNDS = 3;

  /** Long enough for other hosts to start their executors, and for a service to restart. */
  private static final Duration LEAST = Duration.ofSeconds(30);

  private final Set<String> reasons = new HashSet<>();
  private final Set<Long> tasks = new HashSet<>();
  private String first = "";
  private long since;
  private int inARow;
  private int together = 1;

  /** Returns whether an executor ended because its start was refused. */
  static boolean isOne(String reason) {
    return reason.startsWith(REFUSED);
  }

  /** Records the number of concurrent executors. */
  void running(int executors) {
    together = Math.max(together, executors);
  }

  /**
   * Records the start of a task. Executors whose start is refused never run tasks, so this one
   * works.
   */
  void taskStarted(long id) {
    tasks.add(id);
    inARow = 0;
    reasons.clear();
  }

  /** Records the end of a task; Spark reports some tasks twice. */
  void taskEnded(long id) {
    tasks.remove(id);
  }

  /** Counts a refused start; returns whether its reason is new. */
  boolean add(String reason, long nanos) {
    if (inARow++ == 0) {
      first = reason.substring(REFUSED.length());
      since = nanos;
    }
    return reasons.add(reason);
  }

  /** Returns why the job should be cancelled; empty if it should continue. */
  Optional<String> hopeless(long nanos) {
    return tasks.isEmpty() && inARow >= ROUNDS * together && nanos - since >= LEAST.toNanos()
        ? Optional.of("%d executors in a row did not start; the first: %s".formatted(inARow, first))
        : Optional.empty();
  }
}
