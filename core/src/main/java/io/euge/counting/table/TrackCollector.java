package io.euge.counting.table;

import io.euge.counting.TrackPath;
import io.euge.counting.layout.CountingLayout;
import io.euge.tracking.LabelVote;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the boxes of a video into tracks, each with the label for which its boxes vote. */
public final class TrackCollector {
  private final Map<Long, Track> tracks = new LinkedHashMap<>();
  private double end;

  private static final class Track {
    final TrackPath path = new TrackPath();
    final LabelVote vote = new LabelVote();
  }

  /**
   * Adds the next box of a track.
   *
   * @param track its number in the video
   * @param confidence of the label
   * @param seconds not before the track's last box
   * @param x left edge of the box in pixels
   * @param y top edge of the box in pixels
   * @param width of the box in pixels
   * @param height of the box in pixels
   * @throws IllegalArgumentException if the time goes back
   */
  public void add(
      long track,
      String label,
      double confidence,
      double seconds,
      double x,
      double y,
      double width,
      double height) {
    Track one = tracks.computeIfAbsent(track, any -> new Track());
    one.path.add(seconds, x, y, width, height);
    one.vote.add(label, confidence);
    end = Math.max(end, seconds);
  }

  /** Returns what each track did, in the order of their first boxes. */
  public List<LabeledEvents> events(CountingLayout layout) {
    return tracks.values().stream()
        .map(one -> LabeledEvents.of(one.vote.label(), one.path, layout, end))
        .toList();
  }
}
