package io.euge.detection.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.euge.detection.Suppression;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NonMaximumSuppressionTest {
  private static final List<String> LABELS =
      List.of("person", "Car", "bicycle", "motorbike", "bus", "truck", "train");

  private final Candidates boxes = new Candidates();

  @Test
  void ofTwoThatOverlapTheMoreConfidentStays() {
    boxes.add(0, 0.6f, 0, 0, 10, 10);
    boxes.add(0, 0.9f, 1, 1, 10, 10);

    assertThat(kept(0.45f)).containsExactly(1);
  }

  @Test
  void classesDoNotSuppressEachOther() {
    boxes.add(0, 0.6f, 0, 0, 10, 10);
    boxes.add(1, 0.9f, 0, 0, 10, 10);

    assertThat(kept(0.45f)).containsExactly(1, 0);
  }

  @Test
  void anOverlapJustAtTheThresholdStays() {
    boxes.add(0, 0.9f, 0, 0, 10, 10);
    boxes.add(0, 0.6f, 5, 0, 10, 10); // 50 of 150: one third

    assertThat(boxes.iou(0, 1)).isEqualTo(1 / 3f);
    assertThat(kept(1 / 3f)).containsExactly(0, 1);
    assertThat(kept(Math.nextDown(1 / 3f))).containsExactly(0);
  }

  @Test
  void aBoxThatWasDroppedDropsNoOther() {
    boxes.add(0, 0.9f, 0, 0, 10, 10);
    boxes.add(0, 0.8f, 4, 0, 10, 10);
    boxes.add(0, 0.7f, 8, 0, 10, 10);

    assertThat(kept(0.4f)).containsExactly(0, 2);
  }

  @Test
  void equalConfidencesKeepTheirOrder() {
    for (int i = 0; i < 5; i++) {
      boxes.add(0, 0.5f, 100 * i, 0, 10, 10);
    }

    assertThat(kept(0.45f)).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void overlapOfBoxesThatDoNotTouchIsZero() {
    boxes.add(0, 0.5f, 0, 0, 10, 10);
    boxes.add(0, 0.5f, 20, 20, 10, 10);
    boxes.add(0, 0.5f, 0, 0, 0, 0);

    assertThat(boxes.iou(0, 1)).isZero();
    assertThat(boxes.iou(2, 2)).isZero();
    assertThat(boxes.iou(0, 0)).isCloseTo(1, within(1e-6f));
  }

  @Property(tries = 200)
  void keepsExactlyWhatTheDefinitionKeeps(@ForAll("candidates") List<float[]> given) {
    boxes.size = 0;
    given.forEach(b -> boxes.add((int) b[0], b[1], b[2], b[3], b[4], b[5]));
    List<Integer> kept = kept(0.45f);

    for (int i = 0; i < boxes.size; i++) {
      int box = i;
      boolean suppressed =
          kept.stream()
              .filter(k -> boxes.classIds[k] == boxes.classIds[box])
              .filter(k -> before(k, box))
              .anyMatch(k -> boxes.iou(k, box) > 0.45f);
      assertThat(kept.contains(i)).isEqualTo(!suppressed);
    }
    for (int i = 1; i < kept.size(); i++) {
      assertThat(before(kept.get(i - 1), kept.get(i))).isTrue();
    }
  }

  @Provide
  Arbitrary<List<float[]>> candidates() {
    Arbitrary<Float> place = Arbitraries.floats().between(0, 50);
    return Combinators.combine(
            Arbitraries.integers().between(0, 2),
            Arbitraries.of(0.3f, 0.5f, 0.7f, 0.9f),
            place,
            place,
            place,
            place)
        .as((c, p, x, y, w, h) -> new float[] {c, p, x, y, w, h})
        .list()
        .ofMaxSize(300);
  }

  private boolean before(int a, int b) {
    return boxes.confidences[a] > boxes.confidences[b]
        || (boxes.confidences[a] == boxes.confidences[b] && a < b);
  }

  @Test
  void boxesOfAllClassesSuppressEachOtherOnRequest() {
    boxes.add(0, 0.6f, 0, 0, 10, 10);
    boxes.add(1, 0.9f, 0, 0, 10, 10);

    assertThat(kept(Suppression.ALL, 0.45f, 9)).containsExactly(1);
  }

  @Test
  void withoutSuppressionAllBoxesStayByFallingConfidence() {
    boxes.add(0, 0.6f, 0, 0, 10, 10);
    boxes.add(0, 0.9f, 0, 0, 10, 10);

    assertThat(kept(Suppression.NONE, 0.45f, 9)).containsExactly(1, 0);
  }

  @Test
  void aVehicleIsOneWhicheverOfItsKindsTheNetworkSees() {
    for (int label = 0; label < LABELS.size(); label++) {
      boxes.add(label, 0.9f - label / 10f, 0, 0, 10, 10);
    }

    assertThat(kept(Suppression.VEHICLES, 0.65f, 9)).containsExactly(0, 1, 2, 6);
  }

  @Test
  void ofMoreBoxesThanMayStayThoseOfTheHighestConfidenceDo() {
    for (int i = 0; i < 5; i++) {
      boxes.add(0, 0.5f + i / 10f, 100 * i, 0, 10, 10);
    }

    assertThat(kept(Suppression.CLASS, 0.45f, 2)).containsExactly(4, 3);
  }

  private List<Integer> kept(float threshold) {
    return kept(Suppression.CLASS, threshold, Integer.MAX_VALUE);
  }

  private List<Integer> kept(Suppression rule, float threshold, int most) {
    NonMaximumSuppression suppression = new NonMaximumSuppression(rule, threshold, most, LABELS);
    int count = suppression.choose(boxes);
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      kept.add(suppression.kept(i));
    }
    return kept;
  }
}
