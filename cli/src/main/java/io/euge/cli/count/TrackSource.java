package io.euge.cli.count;

import io.euge.counting.layout.CountingLayout;
import io.euge.counting.table.LabeledEvents;
import io.euge.counting.table.TrackedVideo;
import java.util.List;
import java.util.function.Function;

/** Where tracks are read. */
interface TrackSource {
  /** Takes the videos, one after another. */
  interface Videos {
    /**
     * Takes a video.
     *
     * @param tracks what its tracks do in a layout
     */
    void add(TrackedVideo video, Function<CountingLayout, List<LabeledEvents>> tracks);
  }

  /**
   * Reads all videos.
   *
   * @return the exit code: not 0 if some could not be read, which was reported
   * @throws io.euge.EugeException if none can be read
   */
  int read(Videos videos) throws Exception;
}
