package io.euge.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** What holds for each tracker on any boxes. */
class TrackerPropertyTest {
  private record Box(double confidence, double x, double y, double width, double height) {}

  @Property(tries = 200)
  void aTrackIsInAFrameOnceAndEachDetectionBelongsToOneTrack(
      @ForAll TrackerType type, @ForAll long seed, @ForAll boolean predictions) {
    Tracker tracker = type.create(type.options().withPredictions(predictions));
    for (List<Box> frame : scene(seed, 40)) {
      TrackedBoxes tracks = tracker.track(Double.NaN, boxes(frame));
      Set<Integer> detections = new HashSet<>();
      int last = 0;
      for (int i = 0; i < tracks.count(); i++) {
        assertThat(tracks.track(i)).isGreaterThan(last);
        last = tracks.track(i);
        if (tracks.observed(i)) {
          assertThat(tracks.detection(i)).isBetween(0, frame.size() - 1);
          assertThat(detections.add(tracks.detection(i))).isTrue();
          assertThat(tracks.confidence(i)).isEqualTo(frame.get(tracks.detection(i)).confidence());
        } else {
          assertThat(predictions).isTrue();
        }
      }
    }
  }

  @Property(tries = 200)
  void theOrderOfDetectionsMakesNoDifference(
      @ForAll TrackerType type,
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.01, max = 0.5) double step) {
    Tracker tracker = type.create(type.options());
    Tracker other = type.create(type.options());
    Random random = new Random(seed);
    double seconds = 0;
    for (List<Box> frame : scene(seed, 40)) {
      List<Box> shuffled = new ArrayList<>(frame);
      Collections.shuffle(shuffled, random);
      seconds += step * random.nextInt(3);
      TrackedBoxes tracks = tracker.track(seconds, boxes(frame));
      assertThat(describe(other.track(seconds, boxes(shuffled)), shuffled))
          .isEqualTo(describe(tracks, frame));
    }
  }

  @Property(tries = 100)
  void framesLeftOutAreNotFramesWithoutTime(@ForAll TrackerType type) {
    // One object of constant velocity that is seen in every fifth frame keeps its number.
    Tracker tracker = type.create(type.options());
    Set<Integer> numbers = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      Box box = new Box(0.9, 10 + 6 * i, 20 + 4 * i, 60, 50);
      TrackedBoxes tracks = tracker.track(i / 5.0, boxes(List.of(box)));
      for (int j = 0; j < tracks.count(); j++) {
        numbers.add(tracks.track(j));
      }
    }
    assertThat(numbers).containsExactly(1);
  }

  @Property(tries = 50)
  void boxesThatAreNoneAreLeftOut(@ForAll TrackerType type, @ForAll long seed) {
    Tracker tracker = type.create(type.options());
    Tracker other = type.create(type.options());
    for (List<Box> frame : scene(seed, 20)) {
      List<Box> more = new ArrayList<>(frame);
      more.add(new Box(0.99, Double.NaN, 0, 10, 10));
      more.add(new Box(0.98, 0, 0, 0, 10));
      more.add(new Box(0.97, 0, Double.POSITIVE_INFINITY, 10, 10));
      more.add(new Box(Double.NaN, 0, 0, 10, 10));
      assertThat(describe(other.track(0, boxes(more)), more))
          .isEqualTo(describe(tracker.track(0, boxes(frame)), frame));
    }
  }

  private static FrameBoxes boxes(List<Box> frame) {
    FrameBoxes boxes = new FrameBoxes();
    for (Box box : frame) {
      boxes.add(box.confidence(), box.x(), box.y(), box.width(), box.height());
    }
    return boxes;
  }

  private static String describe(TrackedBoxes tracks, List<Box> frame) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tracks.count(); i++) {
      text.append(tracks.track(i))
          .append(tracks.observed(i) ? frame.get(tracks.detection(i)) : "predicted")
          .append(tracks.x(i) + " " + tracks.y(i) + " ")
          .append(tracks.width(i) + " " + tracks.height(i) + "\n");
    }
    return text.toString();
  }

  /** Objects that move, appear and vanish, some of them not detected, with clutter. */
  private static List<List<Box>> scene(long seed, int frames) {
    Random random = new Random(seed);
    double[][] objects = new double[1 + random.nextInt(10)][];
    List<List<Box>> scene = new ArrayList<>();
    for (int frame = 0; frame < frames; frame++) {
      List<Box> boxes = new ArrayList<>();
      for (int i = 0; i < objects.length; i++) {
        if (objects[i] == null || random.nextInt(30) == 0) {
          objects[i] =
              new double[] {
                random.nextInt(300),
                random.nextInt(200),
                random.nextGaussian() * 5,
                random.nextGaussian() * 3,
                10 + random.nextInt(80),
                10 + random.nextInt(60)
              };
        }
        double[] object = objects[i];
        object[0] += object[2];
        object[1] += object[3];
        if (random.nextInt(5) > 0) {
          boxes.add(new Box(random.nextDouble(), object[0], object[1], object[4], object[5]));
        }
      }
      if (random.nextInt(4) == 0) {
        boxes.clear();
      }
      scene.add(boxes);
    }
    return scene;
  }
}
