package io.euge.bench.tracking;

import io.euge.EugeException;
import io.euge.tracking.FrameBoxes;
import io.euge.tracking.TrackedBoxes;
import io.euge.tracking.Tracker;
import io.euge.tracking.mot.MotBox;
import io.euge.tracking.mot.MotWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Objects that move back and forth, each with one detection per frame. */
final class TrackingScene {
  private static final double RATE = 25;
  private static final double LANE = 90;

  private final int objects;
  private final List<FrameBoxes> frames = new ArrayList<>();

  TrackingScene(int objects, int count) {
    this.objects = objects;
    Random random = new Random(1);
    for (int frame = 0; frame < count; frame++) {
      FrameBoxes boxes = new FrameBoxes();
      for (int i = 0; i < objects; i++) {
        double x = 900 + 800 * Math.sin(frame / (60.0 + i)) + random.nextGaussian();
        boxes.add(0.9, x, i * LANE + random.nextGaussian(), 80, 60);
      }
      frames.add(boxes);
    }
  }

  int frames() {
    return frames.size();
  }

  /**
   * Tracks all frames and returns frames per second of CPU time.
   *
   * @throws EugeException if a track ID of an object changes
   */
  double rate(String name, Tracker tracker) {
    Set<Integer> numbers = new HashSet<>();
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long boxes = 0;
    for (int i = 0; i < frames.size(); i++) {
      TrackedBoxes tracks = tracker.track(i / RATE, frames.get(i));
      boxes += tracks.count();
      for (int k = 0; k < tracks.count(); k++) {
        numbers.add(tracks.track(k));
      }
    }
    double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
    require(name, numbers.size(), boxes);
    return frames.size() / seconds;
  }

  /**
   * Checks the result of a tracker.
   *
   * @throws EugeException if there is not exactly one track per object
   */
  void require(String name, int tracks, long boxes) {
    long most = (long) objects * frames.size();
    if (tracks != objects || boxes > most || boxes < most - 10L * objects) {
      throw new EugeException(
          "Cannot compare %s: it has %d tracks with %,d boxes of %d objects with %,d; give another version of it"
              .formatted(name, tracks, boxes, objects, most));
    }
  }

  /** Writes the detections in MOT format. */
  void write(Path file) throws IOException {
    try (BufferedWriter text = Files.newBufferedWriter(file);
        MotWriter writer = new MotWriter(text)) {
      for (int i = 0; i < frames.size(); i++) {
        FrameBoxes boxes = frames.get(i);
        for (int k = 0; k < boxes.count(); k++) {
          writer.write(
              new MotBox(i + 1, -1, boxes.x(k), boxes.y(k), boxes.width(k), boxes.height(k), 0.9));
        }
      }
    }
  }
}
