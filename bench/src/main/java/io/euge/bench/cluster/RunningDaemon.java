package io.euge.bench.cluster;

import io.euge.device.mps.MpsDaemon;
import io.euge.device.mps.MpsLimits;
import io.euge.file.ScratchFolder;
import java.io.Closeable;
import java.time.Duration;

/** The MPS daemon of a GPU during a point. Executors use it, because it runs already. */
record RunningDaemon(MpsDaemon daemon) implements Closeable {
  private static final Duration DRAIN = Duration.ofSeconds(10);

  /**
   * Starts the daemon.
   *
   * @param scratch closes it
   */
  static void start(MpsDaemon daemon, ScratchFolder scratch) {
    daemon.start(MpsLimits.NONE);
    scratch.register(new RunningDaemon(daemon));
  }

  @Override
  public void close() {
    daemon.stopWhenUnused(DRAIN);
  }
}
