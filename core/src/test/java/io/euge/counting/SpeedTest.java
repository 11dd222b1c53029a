package io.euge.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.euge.counting.layout.GroundPlane;
import io.euge.counting.layout.Point;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeedTest {
  /** A meter has ten pixels. */
  private static final GroundPlane PLANE =
      GroundPlane.of(
          List.of(new Point(0, 0), new Point(100, 0), new Point(100, 100), new Point(0, 100)),
          List.of(new Point(0, 0), new Point(10, 0), new Point(10, 10), new Point(0, 10)));

  @ParameterizedTest(name = "at {0} s: {1} m/s")
  @CsvSource({"1.5, 4", "2.0, 6", "2.5, 8", "4.9, 8", "0.3, 4", "-0.9, 4", "5.9, 8"})
  void aSpeedIsThatAroundATimeOrAtTheEndOfTheTrack(double seconds, double expected) {
    TrackPath path = new TrackPath();
    for (int i = 0; i <= 125; i++) {
      double time = i / 25.0;
      path.append(time, time < 2 ? 40 * time : 80 + 80 * (time - 2), 50, 1);
    }
    assertThat(Speed.at(seconds, path, PLANE).orElseThrow()).isCloseTo(expected, within(1e-6));
  }

  @Test
  void onePositionHasNoSpeed() {
    TrackPath path = new TrackPath();
    assertThat(Speed.at(0, path, PLANE)).isEmpty();
    path.append(1, 20, 20, 1);
    assertThat(Speed.at(1.5, path, PLANE)).isEmpty();
  }
}
