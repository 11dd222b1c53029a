package io.euge.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What all trackers do for a frame: its step in time, its boxes in order, and the result. */
abstract class FrameTracker implements Tracker {
  private static final TrackedBoxes NOTHING =
      new TrackedBoxes(new int[0], new int[0], new double[0]);

  final TrackerOptions options;
  final List<Track> tracks = new ArrayList<>();
  final TrackPool pool = new TrackPool();
  final Association association = new Association();
  private final FrameClock clock;
  private final List<Track> shown = new ArrayList<>();
  private final Predicate<Track> alive = this::isAlive;

  /** Steps taken. */
  long frame;

  /** Usable boxes by falling confidence, equal ones as they came. */
  int[] order = new int[32];

  int count;

  FrameTracker(TrackerOptions options) {
    this.options = options;
    this.clock = new FrameClock(options.frameDuration());
  }

  @Override
  public final TrackedBoxes track(double seconds, FrameBoxes boxes) {
    double step = clock.step(seconds);
    if (options.skipEmptyFrames() && boxes.count() == 0) {
      clock.forget(step);
      return NOTHING;
    }
    frame++;
    sort(boxes);
    advance(boxes, step);
    return result();
  }

  /** Advances all tracks to the frame. */
  abstract void advance(FrameBoxes boxes, double step);

  /** Returns whether a track goes on after the frame. */
  abstract boolean isAlive(Track track);

  /** Returns whether a track was confirmed and is reported where it is detected. */
  abstract boolean reported(Track track);

  final double now() {
    return clock.now();
  }

  /** Returns whether the time since the last detection is beyond the lifetime, in seconds. */
  final boolean expired(Track track) {
    return (now() - track.lastSeen) * options.frameDuration() > options.maxAge() + 1e-6;
  }

  /** Ends the tracks that do not go on. */
  final void end() {
    keep(alive);
  }

  /** Ends the tracks that do not meet a condition. */
  final void keep(Predicate<Track> condition) {
    int kept = 0;
    for (int i = 0; i < tracks.size(); i++) {
      Track track = tracks.get(i);
      if (condition.test(track)) {
        tracks.set(kept++, track);
      } else {
        pool.release(track);
      }
    }
    cut(tracks, kept);
  }

  /** Predicts the tracks by their area and shape, and ends those that would have no area. */
  final void predictAreas(double step) {
    for (int i = 0; i < tracks.size(); i++) {
      AreaMotion.advance(tracks.get(i), step);
      tracks.get(i).grow();
    }
    keep(AreaMotion::possible);
  }

  /** Keeps the first tracks of a list. */
  static void cut(List<Track> tracks, int kept) {
    while (tracks.size() > kept) {
      tracks.remove(tracks.size() - 1);
    }
  }

  /** Returns how many boxes, of {@link #order}, are above a confidence. */
  final int above(FrameBoxes boxes, double confidence) {
    int above = 0;
    while (above < count && boxes.confidence(order[above]) > confidence) {
      above++;
    }
    return above;
  }

  private void sort(FrameBoxes boxes) {
    if (order.length < boxes.count()) {
      order = new int[2 * boxes.count()];
    }
    count = 0;
    for (int i = 0; i < boxes.count(); i++) {
      if (!boxes.usable(i)) {
        continue;
      }
      int at = count++;
      while (at > 0 && boxes.confidence(order[at - 1]) < boxes.confidence(i)) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = i;
    }
  }

  private TrackedBoxes result() {
    collect();
    if (shown.isEmpty()) {
      return NOTHING;
    }
    int[] numbers = new int[shown.size()];
    int[] detections = new int[shown.size()];
    double[] values = new double[shown.size() * TrackedBoxes.NUMBERS];
    for (int i = 0; i < shown.size(); i++) {
      Track track = shown.get(i);
      numbers[i] = track.number;
      detections[i] = track.detection;
      int at = i * TrackedBoxes.NUMBERS;
      values[at] = track.confidence;
      System.arraycopy(track.box, 0, values, at + 1, Track.BOX);
    }
    return new TrackedBoxes(numbers, detections, values);
  }

  private void collect() {
    shown.clear();
    for (int i = 0; i < tracks.size(); i++) {
      Track track = tracks.get(i);
      if (isShown(track)) {
        int at = shown.size();
        while (at > 0 && shown.get(at - 1).number > track.number) {
          at--;
        }
        shown.add(at, track);
      }
    }
  }

  private boolean isShown(Track track) {
    if (track.detection == TrackedBoxes.PREDICTED) {
      return options.predictions() && track.confirmed;
    }
    if (reported(track)) {
      track.confirmed = true;
      return true;
    }
    return false;
  }
}
