package io.euge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.euge.detection.Detection;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * All boxes are 10 by 10 and side by side unless said: a box 2 further along overlaps by 80/120.
 *
 * <p>Average precisions are worked out by hand: there are 101 points of recall, 51 of them up to
 * 0.5.
 */
class EvaluationTest {
  private static final Offset<Double> EXACT = within(1e-12);

  @Test
  void detectionsAreTakenByFallingConfidenceOverAllPictures() {
    // confidence 0.9 right: precision 1,   recall 1/2
    // confidence 0.8 wrong: precision 1/2, recall 1/2
    // confidence 0.7 right: precision 2/3, recall 1
    // 51 points at 1 and 50 at 2/3
    Evaluation evaluation =
        of(
            image(List.of(car(0)), found(0.7, 0), found(0.8, 50)),
            image(List.of(car(0)), found(0.9, 0)));
    assertThat(ap50(evaluation, "car")).isCloseTo((51 + 50 * 2.0 / 3) / 101, EXACT);
    assertThat(evaluation.images()).isEqualTo(2);
    assertThat(evaluation.overall()).isEqualTo(new Score(2, 2, 1));
  }

  @Test
  void thePrecisionAtARecallIsTheBestThereOrFurtherOn() {
    // wrong: 0, 0; right: 1/2, 1/4; right: 2/3, 2/4; wrong: 2/4, 2/4; right: 3/5, 3/4
    // up to 0.5 (51 points) 2/3, up to 0.75 (25 more) 3/5, further (25) never reached: 0
    Evaluation evaluation =
        of(
            image(
                List.of(car(0), car(20), car(40), car(60)),
                found(0.9, 100),
                found(0.8, 0),
                found(0.7, 20),
                found(0.6, 120),
                found(0.5, 40)));
    assertThat(ap50(evaluation, "car")).isCloseTo((51 * 2.0 / 3 + 25 * 0.6) / 101, EXACT);
  }

  @Test
  void aSecondDetectionOfTheSameObjectIsWrong() {
    Evaluation evaluation = of(image(List.of(car(0)), found(0.9, 0), found(0.8, 0)));
    assertThat(evaluation.overall()).isEqualTo(new Score(1, 1, 1));
    assertThat(evaluation.overall().precision()).isEqualTo(0.5);
    assertThat(evaluation.overall().recall()).isEqualTo(1);
    assertThat(evaluation.overall().f1()).isCloseTo(2.0 / 3, EXACT);
    assertThat(ap50(evaluation, "car")).isCloseTo(1, EXACT);
  }

  @Test
  void theMoreConfidentTakesTheObjectWhereItFits() {
    // An overlap of 2/3: up to 0.65 (4 of the 10) the first is right, which gives 1; above it is
    // wrong and the second right at a precision of 1/2.
    Evaluation evaluation = of(image(List.of(car(0)), found(0.9, 2), found(0.8, 0)));
    assertThat(evaluation.map50()).isCloseTo(1, EXACT);
    assertThat(evaluation.map()).isCloseTo((4 * 1 + 6 * 0.5) / 10, EXACT);
  }

  @Test
  void aDetectionTakesTheObjectThatItOverlapsMost() {
    // 2 from one and 3 from the other; what is left fits the other exactly.
    Evaluation evaluation = of(image(List.of(car(5), car(0)), found(0.9, 2), found(0.8, 5)));
    assertThat(evaluation.overall()).isEqualTo(new Score(2, 2, 0));
  }

  @Test
  void aDetectionOfAnIgnoredObjectCountsNeitherWayAndASecondIsWrong() {
    Evaluation evaluation =
        of(image(List.of(ignored(50), car(0)), found(0.9, 50), found(0.8, 0), found(0.7, 50)));
    // The first is nowhere: right at 1/1, then wrong.
    assertThat(ap50(evaluation, "car")).isCloseTo(1, EXACT);
    assertThat(evaluation.overall()).isEqualTo(new Score(1, 1, 1));
  }

  @Test
  void anIgnoredObjectIsTakenOnlyWhereNoOtherFits() {
    // The overlap is 1 with the ignored one and 2/3 with the other: right up to 0.65, nowhere
    // above.
    Evaluation evaluation = of(image(List.of(ignored(2), car(0)), found(0.9, 2)));
    assertThat(evaluation.overall()).isEqualTo(new Score(1, 1, 0));
    assertThat(evaluation.map()).isCloseTo(0.4, EXACT);
    assertThat(Evaluation.of(evaluated(), new Rules(0.25, 0.7, 100)).overall())
        .isEqualTo(new Score(1, 0, 0));
  }

  private static List<Image> evaluated() {
    return List.of(image(List.of(ignored(2), car(0)), found(0.9, 2)));
  }

  @Test
  void aDetectionThatIsTooLowCountsOnlyWhereItFits() {
    Image image = image(List.of(car(0)), found(0.9, 50), found(0.8, 0));
    Image low = new Image(image.truths(), image.detections(), 10.5);
    assertThat(of(image).overall()).isEqualTo(new Score(1, 1, 1));
    assertThat(of(image).map50()).isCloseTo(0.5, EXACT);
    assertThat(of(low).overall()).isEqualTo(new Score(1, 1, 0));
    assertThat(of(low).map50()).isCloseTo(1, EXACT);
  }

  @Test
  void whatIsFoundAsSomethingElseIsWrongAndMissedAndNamed() {
    Evaluation evaluation =
        of(image(List.of(car(0), car(20)), found("bus", 0.9, 1), found(0.8, 20)));
    assertThat(ap50(evaluation, "car")).isCloseTo(51.0 / 101, EXACT);
    assertThat(ap50(evaluation, "bus")).isNaN();
    assertThat(evaluation.map50()).isCloseTo(51.0 / 101, EXACT);
    assertThat(evaluation.overall()).isEqualTo(new Score(2, 1, 1));
    assertThat(evaluation.confusions()).containsExactly(new Confusion("car", "bus", 1));
  }

  @Test
  void meansAreOverLabelsThatHaveTruths() {
    // car 1, bus 0, van only ignored, truck only found
    Evaluation evaluation =
        of(
            image(
                List.of(car(0), truth("bus", 20, false), truth("van", 40, true)),
                found(0.9, 0),
                found("truck", 0.9, 60)));
    assertThat(evaluation.map50()).isCloseTo(0.5, EXACT);
    assertThat(evaluation.labels())
        .extracting(LabelScore::label)
        .containsExactly("bus", "car", "truck", "van");
  }

  @Test
  void onlyTheMostConfidentHundredOfALabelInAPictureCount() {
    List<Detection> crowd = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      crowd.add(detection("car", 0.9, 100 + 20 * i));
    }
    crowd.add(detection("car", 0.8, 0));
    crowd.add(detection("bus", 0.1, 50));
    List<Image> images = List.of(new Image(List.of(car(0), truth("bus", 50, false)), crowd));
    Evaluation cut = Evaluation.of(images, Rules.STANDARD);
    assertThat(ap50(cut, "car")).isZero();
    assertThat(ap50(cut, "bus")).isCloseTo(1, EXACT);
    assertThat(ap50(Evaluation.of(images, new Rules(0.25, 0.5, 101)), "car"))
        .isCloseTo(1.0 / 101, EXACT);
  }

  @Test
  void withoutDetectionsNothingIsFound() {
    Evaluation evaluation = of(image(List.of(car(0))));
    assertThat(evaluation.map50()).isZero();
    assertThat(evaluation.overall()).isEqualTo(new Score(1, 0, 0));
    assertThat(evaluation.overall().recall()).isZero();
    assertThat(evaluation.overall().precision()).isNaN();
    assertThat(evaluation.overall().f1()).isZero();
  }

  @Test
  void withoutTruthsThereIsNoMean() {
    Evaluation evaluation = of(image(List.of(), found(0.9, 0)));
    assertThat(evaluation.map50()).isNaN();
    assertThat(evaluation.map()).isNaN();
    assertThat(evaluation.overall()).isEqualTo(new Score(0, 0, 1));
    assertThat(evaluation.overall().recall()).isNaN();
    assertThat(of().overall().f1()).isNaN();
  }

  @Test
  void equalConfidencesKeepTheirOrder() {
    Image right = image(List.of(car(0)), found(0.5, 0));
    Image wrong = image(List.of(), found(0.5, 0));
    // right, wrong: 1/1; wrong, right: 1/2
    assertThat(of(right, wrong).map50()).isCloseTo(1, EXACT);
    assertThat(of(wrong, right).map50()).isCloseTo(0.5, EXACT);
  }

  @Test
  void ofEqualOverlapsTheLastIsTaken() {
    // The first detection lies in the middle of both, the second fits only the first truth.
    Evaluation evaluation = of(image(List.of(car(0), car(4)), found(0.9, 2), found(0.8, -1)));
    assertThat(evaluation.overall()).isEqualTo(new Score(2, 2, 0));
  }

  @Test
  void precisionAndRecallAreOfDetectionsFromTheConfidenceOn() {
    List<Image> images =
        List.of(image(List.of(car(0), car(20)), found(0.5, 0), found(0.49, 20), found(0.4, 60)));
    Evaluation evaluation = Evaluation.of(images, new Rules(0.5, 0.5, 100));
    assertThat(evaluation.overall()).isEqualTo(new Score(2, 1, 0));
    assertThat(evaluation.map50()).isCloseTo(1, EXACT);
  }

  @Test
  void boxesThatOnlyTouchDoNotOverlap() {
    assertThat(car(0).iou(detection("car", 1, 10))).isZero();
    assertThat(car(0).iou(detection("car", 1, 5))).isCloseTo(50.0 / 150, EXACT);
    assertThat(car(0).iou(detection("car", 1, 0))).isEqualTo(1);
  }

  @Test
  void rulesOutsideTheirRangeAreNone() {
    assertThatThrownBy(() -> new Rules(0.25, 0, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("iou 0.0");
    assertThatThrownBy(() -> new Rules(Double.NaN, 0.5, 100))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Evaluation of(Image... images) {
    return Evaluation.of(List.of(images), Rules.STANDARD);
  }

  private static double ap50(Evaluation evaluation, String label) {
    return evaluation.labels().stream()
        .filter(score -> score.label().equals(label))
        .findFirst()
        .orElseThrow()
        .ap50();
  }

  private static Image image(List<GroundTruth> truths, Detection... found) {
    return new Image(truths, List.of(found));
  }

  private static GroundTruth car(double x) {
    return truth("car", x, false);
  }

  private static GroundTruth ignored(double x) {
    return truth("car", x, true);
  }

  private static GroundTruth truth(String label, double x, boolean ignored) {
    return new GroundTruth(label, x, 0, 10, 10, ignored);
  }

  private static Detection found(double confidence, double x) {
    return detection("car", confidence, x);
  }

  private static Detection found(String label, double confidence, double x) {
    return detection(label, confidence, x);
  }

  private static Detection detection(String label, double confidence, double x) {
    return new Detection(label, 0, (float) confidence, (float) x, 0, 10, 10);
  }
}
