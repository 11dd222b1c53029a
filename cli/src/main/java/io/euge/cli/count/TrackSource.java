package io.euge.cli.count;

import io.euge.counting.table.TrackedVideo;
import java.util.function.Consumer;

/** Where tracks are read. */
interface TrackSource {
  /**
   * Reads videos, one after another.
   *
   * @throws io.euge.EugeException if they cannot be read
   */
  void read(Consumer<TrackedVideo> videos);
}
