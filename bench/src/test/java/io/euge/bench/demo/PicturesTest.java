package io.euge.bench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.Detection;
import io.euge.traffic.Conditions;
import io.euge.traffic.Kind;
import io.euge.traffic.Scene;
import io.euge.traffic.Sighting;
import io.euge.traffic.Truth;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PicturesTest {
  @Test
  void onlyVehiclesThatWereToBeFoundAndWereNotAreDashed() {
    Truth truth =
        truth(
            List.of(),
            List.of(
                seen(Kind.CAR, 0, 40, 1),
                seen(Kind.VAN, 100, 40, 1),
                seen(Kind.BUS, 200, 40, 1),
                seen(Kind.CAR, 300, 10, 1),
                seen(Kind.CAR, 400, 40, 0.2)));
    List<Detection> found =
        List.of(
            new Detection("car", 0, 0.9f, 4, 100, 50, 40),
            new Detection("car", 0, 0.8f, 100, 100, 50, 40));
    assertThat(Pictures.missed(truth, 1, found))
        .extracting(Rectangle2D::getX)
        .containsExactlyInAnyOrder(100.0, 200.0);
    assertThat(Pictures.missed(truth, 0, found)).isEmpty();
  }

  @Test
  void aDetectionIsOfOneVehicle() {
    Truth truth = truth(List.of(seen(Kind.CAR, 0, 40, 1), seen(Kind.CAR, 5, 40, 1)));
    List<Detection> one = List.of(new Detection("car", 0, 0.9f, 0, 100, 50, 40));
    assertThat(Pictures.missed(truth, 0, one)).extracting(Rectangle2D::getX).containsExactly(5.0);
  }

  @SafeVarargs
  private static Truth truth(List<Sighting>... frames) {
    List<Truth.Frame> numbered = new ArrayList<>();
    for (List<Sighting> sightings : frames) {
      numbered.add(new Truth.Frame(numbered.size(), sightings));
    }
    return new Truth(Scene.EDITION, "a.mp4", 1, Conditions.DAY, 640, 360, 25, numbered, List.of());
  }

  private static Sighting seen(Kind kind, double x, double height, double visible) {
    return new Sighting(1, kind, x, 100, 50, height, visible, 0, true);
  }
}
