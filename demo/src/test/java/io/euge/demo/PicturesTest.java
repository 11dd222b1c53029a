package io.euge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.Detection;
import io.euge.evaluation.groundtruth.ObjectGroundTruth;
import io.euge.evaluation.groundtruth.VideoGroundTruth;
import io.euge.traffic.Conditions;
import io.euge.traffic.Kind;
import io.euge.traffic.Scene;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PicturesTest {
  @Test
  void onlyVehiclesThatWereToBeFoundAndWereNotAreDashed() {
    VideoGroundTruth truth =
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
    VideoGroundTruth truth = truth(List.of(seen(Kind.CAR, 0, 40, 1), seen(Kind.CAR, 5, 40, 1)));
    List<Detection> one = List.of(new Detection("car", 0, 0.9f, 0, 100, 50, 40));
    assertThat(Pictures.missed(truth, 0, one)).extracting(Rectangle2D::getX).containsExactly(5.0);
  }

  @SafeVarargs
  private static VideoGroundTruth truth(List<ObjectGroundTruth>... frames) {
    List<VideoGroundTruth.Frame> numbered = new ArrayList<>();
    for (List<ObjectGroundTruth> sightings : frames) {
      numbered.add(new VideoGroundTruth.Frame(numbered.size(), sightings, List.of()));
    }
    return new VideoGroundTruth(
        Scene.EDITION,
        "a.mp4",
        1,
        Conditions.DAY.name(),
        640,
        360,
        25,
        numbered,
        List.of(),
        List.of(),
        List.of());
  }

  private static ObjectGroundTruth seen(Kind kind, double x, double height, double visible) {
    return new ObjectGroundTruth(1, kind.name(), x, 100, 50, height, visible, 0, true);
  }
}
