package io.euge.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.evaluation.groundtruth.ObjectGroundTruth;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibilityPassTest {
  private final Camera camera =
      new Camera(640, 360, 600, new Point(0, 6, 0), Math.toRadians(12), 0, 0, 0);
  private final VisibilityPass eye = new VisibilityPass(640, 360);

  private static Vehicle vehicle(Kind kind, long seed, boolean away, double z) {
    Street.Lane lane = new Street.Lane(0, 0, away);
    return new Vehicle((int) z, Body.of(kind, new SplittableRandom(seed)), lane, z, 10);
  }

  @ParameterizedTest
  @CsvSource({"BUS, true", "BUS, false", "TRUCK, true", "TRUCK, false"})
  void nothingShowsThroughAVehicle(Kind kind, boolean away) {
    for (int seed = 0; seed < 50; seed++) {
      Vehicle behind = vehicle(Kind.MOTORCYCLE, seed, away, 40);
      Vehicle before = vehicle(kind, seed, away, 28);
      assertThat(eye.look(camera, List.of(behind))).hasSize(1);
      List<ObjectGroundTruth> seen = eye.look(camera, List.of(behind, before));
      assertThat(seen).extracting(ObjectGroundTruth::kind).containsExactly(kind.name());
      assertThat(seen.get(0).visible()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBoxEndsWhereAnotherVehicleHidesIt(boolean away) {
    for (int seed = 0; seed < 50; seed++) {
      Vehicle behind = vehicle(Kind.TRUCK, seed, away, 0);
      behind.z = 36 + behind.body.length() / 2;
      Vehicle before = vehicle(Kind.VAN, seed, away, 28);
      ObjectGroundTruth alone = eye.look(camera, List.of(behind)).get(0);
      ObjectGroundTruth partly = eye.look(camera, List.of(behind, before)).get(0);
      assertThat(partly.visible()).isBetween(0.2, 0.9);
      assertThat(partly.y()).isEqualTo(alone.y());
      assertThat(alone.height() - partly.height()).isBetween(1.0, 50.0);
    }
  }
}
