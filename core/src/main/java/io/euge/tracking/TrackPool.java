package io.euge.tracking;

import java.util.ArrayList;
import java.util.List;

/** Numbers new tracks and keeps ended ones for new use. */
final class TrackPool {
  private final List<Track> unused = new ArrayList<>();
  private int last;

  Track start(FrameBoxes boxes, int index, double now) {
    Track track = unused.isEmpty() ? new Track() : unused.remove(unused.size() - 1);
    track.start(++last, boxes, index, now);
    return track;
  }

  void release(Track track) {
    unused.add(track);
  }
}
