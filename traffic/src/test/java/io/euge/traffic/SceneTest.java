package io.euge.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.evaluation.groundtruth.ObjectGroundTruth;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SceneTest {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;

  private static Scene after(long seed, Conditions conditions, int frames) {
    Scene scene = new Scene(seed, conditions, WIDTH, HEIGHT);
    for (int i = 0; i < frames; i++) {
      scene.advance(0.04);
    }
    return scene;
  }

  private static int[] pixels(BufferedImage image) {
    return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }

  @ParameterizedTest
  @EnumSource(Conditions.class)
  void theSameSeedMakesTheSamePictureAndAnotherSeedAnother(Conditions conditions) {
    int[] picture = pixels(after(7, conditions, 5).picture());
    assertThat(pixels(after(7, conditions, 5).picture())).isEqualTo(picture);
    assertThat(pixels(after(8, conditions, 5).picture())).isNotEqualTo(picture);
  }

  @Test
  void nightIsDarkerThanDuskAndDuskThanDay() {
    double day = brightness(Conditions.DAY);
    double dusk = brightness(Conditions.DUSK);
    double night = brightness(Conditions.NIGHT);
    assertThat(night).isLessThan(dusk * 0.8);
    assertThat(dusk).isLessThan(day * 0.8);
  }

  private static double brightness(Conditions conditions) {
    double sum = 0;
    for (int pixel : pixels(after(3, conditions, 1).picture())) {
      sum += ((pixel >> 8) & 255) / (double) (WIDTH * HEIGHT);
    }
    return sum;
  }

  @Test
  void boxesAreWithinThePicture() {
    for (int seed = 0; seed < 5; seed++) {
      for (ObjectGroundTruth seen : after(seed, Conditions.DAY, 20).objects()) {
        assertThat(seen.x()).isGreaterThanOrEqualTo(0);
        assertThat(seen.y()).isGreaterThanOrEqualTo(0);
        assertThat(seen.x() + seen.width()).isLessThanOrEqualTo(WIDTH);
        assertThat(seen.y() + seen.height()).isLessThanOrEqualTo(HEIGHT);
        assertThat(seen.visible()).isGreaterThan(0).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void aFewStreetsShowAllKindsBothDirectionsAndSomeThatAreHalfHidden() {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    boolean away = false;
    boolean towards = false;
    boolean hidden = false;
    for (int seed = 0; seed < 12; seed++) {
      for (ObjectGroundTruth seen : after(seed, Conditions.OVERCAST, 50).objects()) {
        kinds.add(Kind.valueOf(seen.kind()));
        away |= seen.away();
        towards |= !seen.away();
        hidden |= seen.visible() < 0.6;
      }
    }
    assertThat(kinds).containsExactlyInAnyOrder(Kind.values());
    assertThat(List.of(away, towards, hidden)).containsOnly(true);
  }

  @Test
  void whoDrivesAwayBecomesSmaller() {
    Scene scene = after(5, Conditions.DAY, 10);
    List<ObjectGroundTruth> before = scene.objects();
    for (int i = 0; i < 25; i++) {
      scene.advance(0.04);
    }
    int compared = 0;
    for (ObjectGroundTruth later : scene.objects()) {
      for (ObjectGroundTruth earlier : before) {
        boolean whole = earlier.visible() > 0.99 && later.visible() > 0.99;
        if (earlier.id() == later.id() && whole && earlier.height() != later.height()) {
          assertThat(later.height() < earlier.height()).isEqualTo(later.away());
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(2);
  }

  @Test
  void vehiclesChangeLanesAndStop() {
    boolean changed = false;
    boolean stopped = false;
    for (int seed = 0; seed < 10; seed++) {
      Scene scene = after(seed, Conditions.DAY, 0);
      for (int i = 0; i < 300; i++) {
        scene.advance(0.1);
        for (Vehicle vehicle : scene.vehicles()) {
          changed |= !vehicle.lane.equals(vehicle.from) && vehicle.changed >= 1;
          stopped |= vehicle.speed == 0;
        }
      }
    }
    assertThat(changed).isTrue();
    assertThat(stopped).isTrue();
  }
}
