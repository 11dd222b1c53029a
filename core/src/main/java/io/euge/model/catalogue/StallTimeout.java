package io.euge.model.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes the body of a response from which no byte comes for too long: the timeout of {@link
 * java.net.http.HttpRequest} ends with the response's head. The reader then gets an {@link
 * IOException} or an early end.
 */
final class StallTimeout implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StallTimeout.class);

  private final Timer timer = new Timer("euge-pull", true);
  private volatile long lastRead = System.nanoTime();
  private volatile boolean expired;

  StallTimeout(InputStream body, Duration limit) {
    TimerTask check =
        new TimerTask() {
          @Override
          public void run() {
            if (System.nanoTime() - lastRead > limit.toNanos()) {
              expire(body);
            }
          }
        };
    long period = Math.max(1, limit.toMillis() / 4);
    timer.schedule(check, period, period);
  }

  /** Starts the time again, since a byte has come. */
  void reset() {
    lastRead = System.nanoTime();
  }

  boolean hasExpired() {
    return expired;
  }

  private void expire(InputStream body) {
    expired = true;
    timer.cancel();
    try {
      body.close();
    } catch (IOException e) {
      LOG.debug("Closing a stalled connection failed", e);
    }
  }

  @Override
  public void close() {
    timer.cancel();
  }
}
