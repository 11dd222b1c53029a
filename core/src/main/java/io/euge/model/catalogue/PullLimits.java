package io.euge.model.catalogue;

import java.time.Duration;

/**
 * How patient a pull is.
 *
 * @param connect most time for a connection
 * @param silence most time without a byte, before the answer and within it
 * @param attempts for a file: after a broken connection it goes on where it was
 * @param pause between two attempts
 */
record PullLimits(Duration connect, Duration silence, int attempts, Duration pause) {
  static final PullLimits STANDARD =
      new PullLimits(Duration.ofSeconds(15), Duration.ofSeconds(30), 5, Duration.ofSeconds(2));
}
