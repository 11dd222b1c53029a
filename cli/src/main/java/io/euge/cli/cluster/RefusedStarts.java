package io.euge.cli.cluster;

import java.util.Optional;

/**
 * Executors that end while they start, one after the other: what the plugin of an executor refuses,
 * such as MPS that is required and is not there, it refuses each time. A standalone cluster starts
 * others without end.
 */
final class RefusedStarts {
  private static final String REFUSED = "Unable to create executor due to ";

  /** Rounds of all executors after which another would end the same way. */
  private static final int ROUNDS = 3;

  private String first = "";
  private int inARow;
  private int together = 1;

  /** Notes how many executors there are at the same time. */
  void running(int executors) {
    together = Math.max(together, executors);
  }

  /** Notes that an executor has done work: what is refused now is news. */
  void worked() {
    first = "";
    inARow = 0;
  }

  /** Returns whether an executor ended as those before it did. */
  boolean repeats(String reason) {
    return reason.startsWith(REFUSED) && reason.equals(first);
  }

  /** Counts an executor that ended; returns why it is time to give up, if it is. */
  Optional<String> add(String reason) {
    if (!reason.startsWith(REFUSED)) {
      return Optional.empty();
    }
    if (first.isEmpty()) {
      first = reason;
    }
    return ++inARow == ROUNDS * together
        ? Optional.of(
            "%d executors in a row did not start; the first: %s"
                .formatted(inARow, first.substring(REFUSED.length())))
        : Optional.empty();
  }
}
