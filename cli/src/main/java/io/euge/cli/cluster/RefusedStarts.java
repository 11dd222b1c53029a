package io.euge.cli.cluster;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Executors that end while they start, one after the other, and none that works: what the plugin of
 * an executor refuses, such as MPS that is required and is not there, it refuses each time. A
 * standalone cluster starts others without end.
 */
final class RefusedStarts {
  private static final String REFUSED = "Unable to create executor due to ";

  /** Rounds of all executors after which another would end the same way. */
  private static final int ROUNDS = 3;

  /** Long enough for other hosts to start theirs, and for a service that restarts to return. */
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

  /** Notes how many executors there are at the same time. */
  void running(int executors) {
    together = Math.max(together, executors);
  }

  /** Notes that a task has started: executors that refuse get none, so one works. */
  void taskStarted(long id) {
    tasks.add(id);
    inARow = 0;
    reasons.clear();
  }

  /** Notes that a task has ended; Spark reports some twice. */
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

  /** Returns why it is time to give up, if it is. */
  Optional<String> hopeless(long nanos) {
    return tasks.isEmpty() && inARow >= ROUNDS * together && nanos - since >= LEAST.toNanos()
        ? Optional.of("%d executors in a row did not start; the first: %s".formatted(inARow, first))
        : Optional.empty();
  }
}
