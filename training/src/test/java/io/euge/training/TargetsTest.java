package io.euge.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.model.darknet.Layer.Anchor;
import io.euge.model.darknet.YoloOutput;
import io.euge.training.Example.Vehicle;
import io.euge.training.Targets.Assignment;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {
  /** Cells of 8 pixels in an input of 32x16, and 2 classes. */
  private final YoloOutput head =
      new YoloOutput("conv_0", 4, 2, List.of(new Anchor(8, 8), new Anchor(32, 32)), 2, 2, false);

  private final Targets targets = new Targets(head, 32, 2, new Assignment(2, true));

  @Test
  void aVehicleBelongsToItsCellAndTheTwoNearest() {
    // Its middle is in column 1 (from 8 to 16), left of the cell's middle, and in row 1, above.
    targets.add(1, new Vehicle(1, 10, 9, 8, 8, true), 1);
    int secondPicture = 2 * 4 * 2;
    assertThat(targets.rows())
        .containsExactly(secondPicture + 4 + 1, secondPicture + 4, secondPicture + 1);
    assertThat(targets.boxes())
        .containsExactly(
            0.25f, 0.125f, 1, 1, 1, 1, //
            1.25f, 0.125f, 1, 1, 1, 1, //
            0.25f, 1.125f, 1, 1, 1, 1);
    assertThat(targets.classes()).containsExactly(0, 1, 0, 1, 0, 1);
  }

  @Test
  void cellsOutsideThePictureAreLeftOut() {
    targets.add(0, new Vehicle(0, 1, 1, 8, 8, true), 1);
    assertThat(targets.rows()).containsExactly(0);
  }

  @Test
  void onlyAnchorsOfAboutItsSizeAreAsked() {
    targets.add(0, new Vehicle(0, 12, 4.5f, 32, 32, true), 1);
    assertThat(targets.rows()).containsExactly(8 + 1, 8 + 2, 8 + 4 + 1);
    assertThat(Targets.misfit(new Vehicle(0, 0, 0, 4, 16, true), new Anchor(8, 8))).isEqualTo(2);
  }

  @Test
  void whereAVehicleCountsNeitherWayNothingIsLearnt() {
    targets.add(0, new Vehicle(0, 12, 4, 8, 4, false), 1);
    float[] weights = targets.weights();
    assertThat(targets.size()).isZero();
    // Columns 1 and 2 (8 to 16 pixels, the right edge on the border) of row 0, for both anchors.
    assertThat(weights[0]).isEqualTo(1);
    assertThat(weights[1]).isZero();
    assertThat(weights[2]).isZero();
    assertThat(weights[3]).isEqualTo(1);
    assertThat(weights[8 + 1]).isZero();
    assertThat(weights[4 + 1]).isEqualTo(1);
  }

  @Test
  void aVehicleThatCountsIsLearntAlsoWhereOneThatDoesNotIs() {
    targets.add(0, new Vehicle(0, 12, 4, 16, 8, false), 1);
    targets.add(0, new Vehicle(0, 11, 3, 8, 8, true), 1);
    assertThat(targets.weights()[1]).isEqualTo(1);
  }

  @Test
  void objectnessIsTheOverlapAndTheLargerOfTwo() {
    targets.add(0, new Vehicle(0, 1, 1, 8, 8, true), 1);
    targets.add(0, new Vehicle(1, 2, 2, 8, 8, true), 1);
    assertThat(targets.rows()).containsExactly(0, 0);
    float[] objectness = targets.objectness(new float[] {0.75f, 0.5f});
    assertThat(objectness[0]).isEqualTo(0.75f);
    assertThat(objectness[1]).isZero();
  }

  @Test
  void aStrictAssignmentAsksOnlyTheCellOfItsMiddle() {
    Targets strict = new Targets(head, 32, 2, Assignment.STRICT);
    strict.add(0, new Vehicle(0, 10, 9, 8, 8, true), 1);
    assertThat(strict.rows()).containsExactly(4 + 1);
  }

  @Test
  void aVehicleThatFitsNoAnchorWellBelongsToTheBest() {
    // 64x64 is twice the larger anchor and eight times the smaller one.
    Targets usual = new Targets(head, 32, 2, new Assignment(1.5f, false));
    usual.add(0, new Vehicle(0, 12, 4, 64, 64, true), 2);
    assertThat(usual.rows()).containsExactly(8 + 1);
  }
}
