package io.euge.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.euge.model.darknet.Layer.Anchor;
import io.euge.model.darknet.YoloOutput;
import io.euge.training.Example.Vehicle;
import io.euge.training.Targets.Assignment;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossTest {
  /** One cell of 8 pixels, one anchor, one class. */
  private final YoloOutput head =
      new YoloOutput("conv_0", 1, 1, List.of(new Anchor(8, 8)), 1, 2, false);

  private static final float SURE = 20;

  @Test
  void whatIsFoundExactlyCostsNothing() {
    // The middle of the cell is 2 * sigmoid(0) - 1/2; the anchor's size is exp(0) of it.
    assertThat(loss(0, 0, 0, 0, SURE, SURE)).isCloseTo(0, within(1e-5f));
  }

  @Test
  void nothingWhereNothingIsCostsNothing() {
    assertThat(empty(-SURE)).isCloseTo(0, within(1e-5f));
    assertThat(empty(0)).isCloseTo((float) Math.log(2), within(1e-5f));
  }

  @Test
  void aBoxOfTwiceTheWidthCostsItsIoUItsDistanceAndItsShape() {
    // Found 16x8 for 8x8, same middle: IoU 1/2, no distance; the shape's part is
    // v = 4/pi^2 (atan 1 - atan 2)^2, weighted v / (v + 1 - IoU). Objectness should be 1/2, and
    // entropy of a half against a sure 1 is half of the logit.
    double v = 4 / (Math.PI * Math.PI) * Math.pow(Math.atan(1) - Math.atan(2), 2);
    double box = 0.5 + v * v / (v + 0.5);
    float expected = (float) (2 * box + SURE / 2);
    assertThat(loss(0, 0, (float) Math.log(2), 0, SURE, SURE)).isCloseTo(expected, within(1e-3f));
  }

  @Test
  void aWrongClassCosts() {
    assertThat(loss(0, 0, 0, 0, SURE, 0)).isCloseTo((float) Math.log(2), within(1e-4f));
  }

  @Test
  void theGradientLeadsToTheBox() {
    float[] gradient = gradient(false);
    assertThat(gradient[0]).as("too far right").isPositive();
    assertThat(gradient[4]).as("not sure enough").isNegative();
    assertThat(gradient[5]).as("class not sure enough").isNegative();
  }

  /** DJL keeps Java's numbers in buffers that a collection may take back too early. */
  @Test
  void aGarbageCollectionBeforeTheBackwardPassChangesNothing() {
    assertThat(gradient(true)).isEqualTo(gradient(false));
  }

  private float[] gradient(boolean collect) {
    Engine engine = Engine.getEngine("PyTorch");
    try (NDManager manager = engine.newBaseManager()) {
      NDArray output =
          Owned.of(manager, new float[] {0.5f, 0.2f, 0.3f, -0.2f, 0, 0}, new Shape(1, 6, 1, 1));
      output.setRequiresGradient(true);
      try (GradientCollector collector = engine.newGradientCollector()) {
        NDArray loss = Loss.of(output, head, targets());
        if (collect) {
          System.gc();
          // Whoever gets the memory next writes into it.
          manager.full(new Shape(1 << 16), 7).add(1);
        }
        collector.backward(loss);
      }
      return output.getGradient().toFloatArray();
    }
  }

  private Targets targets() {
    Targets targets = new Targets(head, 8, 1, Assignment.STRICT);
    targets.add(0, new Vehicle(0, 4, 4, 8, 8, true), 1);
    return targets;
  }

  private float loss(float... output) {
    return loss(output, targets());
  }

  private float empty(float objectness) {
    return loss(
        new float[] {0, 0, 0, 0, objectness, 0}, new Targets(head, 8, 1, Assignment.STRICT));
  }

  private float loss(float[] output, Targets targets) {
    try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
      return Loss.of(manager.create(output, new Shape(1, 6, 1, 1)), head, targets)
          .toFloatArray()[0];
    }
  }
}
