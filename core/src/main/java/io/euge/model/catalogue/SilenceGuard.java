package io.euge.model.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a body that says nothing for too long: the client's own limit holds only until the answer
 * begins. The reader of a body that is closed gets an {@link IOException} or its early end.
 */
final class SilenceGuard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SilenceGuard.class);

  private final InputStream body;
  private final Timer clock = new Timer("euge-pull", true);
  private volatile long lastHeard = System.nanoTime();
  private volatile boolean ended;

  SilenceGuard(InputStream body, Duration most) {
    this.body = body;
    long period = Math.max(1, most.toMillis() / 4);
    clock.schedule(
        new TimerTask() {
          @Override
          public void run() {
            if (System.nanoTime() - lastHeard > most.toNanos()) {
              end();
            }
          }
        },
        period,
        period);
  }

  /** Something came. */
  void heard() {
    lastHeard = System.nanoTime();
  }

  /** Whether the body was closed for its silence. */
  boolean ended() {
    return ended;
  }

  private void end() {
    ended = true;
    clock.cancel();
    try {
      body.close();
    } catch (IOException e) {
      LOG.debug("Closing a silent connection failed", e);
    }
  }

  @Override
  public void close() {
    clock.cancel();
  }
}
