package io.euge.rendering;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The tracks of one video, to be drawn. Not thread-safe. */
public final class VideoTracks {
  private final Map<Long, TrackCourse> courses = new LinkedHashMap<>();
  private long boxes;

  /**
   * Adds the box of a track in a frame, in any order.
   *
   * @param frame index in presentation order, from 0
   * @param track its number
   * @param x left edge in pixels of the frame
   * @param y top edge in pixels of the frame
   * @param width of the box in pixels
   * @param height of the box in pixels
   * @param observed whether it was detected in this frame
   */
  public void add(
      long frame,
      long track,
      String label,
      double confidence,
      double x,
      double y,
      double width,
      double height,
      boolean observed) {
    courses
        .computeIfAbsent(track, TrackCourse::new)
        .add(frame, label, confidence, x, y, width, height, observed);
    boxes++;
  }

  /** Returns how many tracks there are. */
  public int count() {
    return courses.size();
  }

  /** Returns how many boxes were added. */
  public long boxes() {
    return boxes;
  }

  /** Returns the labels of the tracks, each that of most of its boxes. */
  public SortedSet<String> labels() {
    SortedSet<String> labels = new TreeSet<>();
    courses.values().forEach(course -> labels.add(course.label()));
    return labels;
  }

  /** Returns whether a track has boxes. */
  public boolean has(long track) {
    return courses.containsKey(track);
  }

  /** Returns the label of a track that has boxes. */
  public String label(long track) {
    return courses.get(track).label();
  }

  /**
   * Returns the tracks by their first frames.
   *
   * @throws io.euge.EugeException if a track has two boxes in a frame
   */
  List<TrackCourse> courses() {
    List<TrackCourse> sorted = new ArrayList<>(courses.values());
    sorted.forEach(TrackCourse::sort);
    sorted.sort(Comparator.comparingLong(TrackCourse::first).thenComparing(TrackCourse::id));
    return sorted;
  }
}
