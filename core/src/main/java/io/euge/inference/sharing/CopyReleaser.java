package io.euge.inference.sharing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases references to copies. The last one closes the copy; the last but one leaves an idle
 * copy, which is closed at once, after its keep-alive time, or when it is evicted.
 */
final class CopyReleaser {
  private static final Logger LOG = LoggerFactory.getLogger(CopyReleaser.class);

  private final CopyTable table;
  private final Optional<Duration> keepAlive;
  private final Scheduler scheduler;

  CopyReleaser(CopyTable table, Optional<Duration> keepAlive, Scheduler scheduler) {
    this.table = table;
    this.keepAlive = keepAlive;
    this.scheduler = scheduler;
  }

  void release(ModelCopy copy) {
    int left = copy.release(scheduler.nanoTime());
    if (left == 0) {
      close(copy);
    } else if (left == 1) {
      becameIdle(copy);
    }
  }

  /** Releases a reference where a failure to close the copy does not concern the caller. */
  void releaseQuietly(ModelCopy copy) {
    try {
      release(copy);
    } catch (RuntimeException e) {
      LOG.warn("Model {} could not be closed", copy.model.name(), e);
    }
  }

  /** Closes copies that were evicted. Failures do not concern the caller. */
  void closeQuietly(List<ModelCopy> evicted) {
    for (ModelCopy copy : evicted) {
      try {
        close(copy);
        LOG.debug("Model {} left {}", copy.model.name(), copy.key.device());
      } catch (RuntimeException e) {
        LOG.warn("Model {} could not be closed", copy.model.name(), e);
      }
    }
  }

  private void close(ModelCopy copy) {
    try {
      copy.close();
    } finally {
      table.closed(copy);
    }
  }

  private void becameIdle(ModelCopy copy) {
    if (copy.key.isPrivate() || keepAlive.map(Duration::isZero).orElse(false)) {
      if (table.evictIfIdle(copy)) {
        close(copy);
      }
    } else if (keepAlive.isPresent()) {
      expireAfter(copy, keepAlive.get());
    }
  }

  private void expireAfter(ModelCopy copy, Duration delay) {
    synchronized (table) {
      if (table.contains(copy) && copy.expiryScheduled.compareAndSet(false, true)) {
        scheduler.schedule(delay, () -> expire(copy));
      }
    }
  }

  private void expire(ModelCopy copy) {
    copy.expiryScheduled.set(false);
    if (!copy.idle()) {
      return; // In use again: its next release schedules the next expiry.
    }
    Duration idle = Duration.ofNanos(scheduler.nanoTime() - copy.lastReleased());
    Duration left = keepAlive.orElseThrow().minus(idle);
    if (!left.isNegative() && !left.isZero()) {
      expireAfter(copy, left);
    } else if (table.evictIfIdle(copy)) {
      closeQuietly(List.of(copy));
    }
  }
}
