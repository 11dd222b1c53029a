package io.euge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What COCO's own program, pycocotools 2.0.11, gave for these pictures: ignored objects were put
 * outside its range of areas, and at most so many detections asked for.
 */
class CocoTest {
  private static final Comparator<Double> CLOSE =
      (x, y) -> Math.abs(x - y) < 1e-14 ? 0 : Double.compare(x, y);

  private static final List<Image> IMAGES = new CrowdedImages().images(300);

  @ParameterizedTest
  @CsvSource({
    "100, 0.1478251018415170, 0.0744654499898571, 0.1457976713076463, 0.0765599678875907,"
        + " 0.1518454694303452, 0.0735717634279227, 0.1458321647865597, 0.0732646186540578",
    "20, 0.1848392609166498, 0.0945760707571699, 0.1922543595542590, 0.1024281723859151,"
        + " 0.1764763040118154, 0.0880031757346113, 0.1857871191838751, 0.0932968641509833",
    "3, 0.2489789162227971, 0.1227880479216378, 0.2634543559343625, 0.1347978883018908,"
        + " 0.2390504015465860, 0.1108972776529936, 0.2444319911874429, 0.1226689778100290",
  })
  void theAveragePrecisionsAreThoseOfCocosOwnProgram(
      int most,
      double map50,
      double map,
      double a50,
      double a,
      double b50,
      double b,
      double c50,
      double c) {
    assertThat(figures(IMAGES, most))
        .usingElementComparator(CLOSE)
        .containsExactly(map50, map, a50, a, b50, b, c50, c);
  }

  @Test
  void objectsOutsideTheRequestedSizesAreIgnoredToo() {
    List<Image> tall = IMAGES.stream().map(CocoTest::tall).toList();
    assertThat(figures(tall, 100))
        .usingElementComparator(CLOSE)
        .containsExactly(
            0.1965094413280886,
            0.1100950802894924,
            0.2069334473090081,
            0.1221030861017420,
            0.1750403597872654,
            0.0936909080722408,
            0.2075545168879922,
            0.1144912466944944);
  }

  /** Heights stood for areas there, from 17 on. */
  private static Image tall(Image image) {
    List<GroundTruth> truths =
        image.truths().stream()
            .map(
                truth ->
                    new GroundTruth(
                        truth.label(),
                        truth.x(),
                        truth.y(),
                        truth.width(),
                        truth.height(),
                        truth.height() < 17))
            .toList();
    return new Image(truths, image.detections(), 17);
  }

  private static List<Double> figures(List<Image> images, int most) {
    Evaluation evaluation = Evaluation.of(images, new Rules(0.25, 0.5, most));
    List<Double> figures = new ArrayList<>(List.of(evaluation.map50(), evaluation.map()));
    evaluation.labels().forEach(label -> figures.addAll(List.of(label.ap50(), label.ap())));
    return figures;
  }
}
