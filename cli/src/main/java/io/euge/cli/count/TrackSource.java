package io.euge.cli.count;

import io.euge.counting.layout.CountingLayout;
import io.euge.counting.table.LabeledEvents;
import io.euge.counting.table.TrackedVideo;
import java.util.List;
import java.util.function.Function;

/** A source of tracks. */
interface TrackSource {
  /** Receives the videos one after another. */
  interface Videos {
    /**
     * Receives a video.
     *
     * @param tracks returns the events of its tracks in a layout
     */
    void add(TrackedVideo video, Function<CountingLayout, List<LabeledEvents>> tracks);
  }

  /**
   * Reads all videos.
   *
   * @return the exit code: not 0 if some videos could not be read, which was reported
   * @throws io.euge.EugeException if none can be read
   */
  int read(Videos videos) throws Exception;
}
