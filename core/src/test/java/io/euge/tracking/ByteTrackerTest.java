package io.euge.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ByteTrackerTest {
  @Test
  void aSecondBoxOfAVehicleThatIsSeenStartsNoTrack() {
    assertThat(numbers(40, 0)).as("an overlap of 0.43").containsExactly(1);
    assertThat(numbers(60, 0)).as("an overlap of 0.25").containsExactly(1, 2);
  }

  @Test
  void aRiderDoesNotHideTheMotorcycle() {
    assertThat(numbers(40, 1)).containsExactly(1, 2);
  }

  /**
   * Returns the numbers of the tracks of a standing vehicle and of a box that appears later.
   *
   * @param beside how far that box is to the right
   * @param kind of that box; the vehicle is of kind 0
   */
  private static Set<Integer> numbers(double beside, int kind) {
    Tracker tracker = TrackerType.BYTETRACK.create(TrackerType.BYTETRACK.options());
    Set<Integer> numbers = new TreeSet<>();
    FrameBoxes boxes = new FrameBoxes();
    for (int frame = 0; frame < 20; frame++) {
      boxes.clear();
      boxes.add(0.9, 100, 100, 100, 80);
      if (frame >= 5) {
        boxes.add(kind, 0.8, 100 + beside, 100, 100, 80);
      }
      TrackedBoxes tracks = tracker.track(frame / 25.0, boxes);
      for (int i = 0; i < tracks.count(); i++) {
        numbers.add(tracks.track(i));
      }
    }
    return numbers;
  }
}
