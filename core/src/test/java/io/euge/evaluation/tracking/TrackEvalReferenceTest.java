package io.euge.evaluation.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.euge.testing.Shared;
import io.euge.tracking.mot.KittiText;
import io.euge.tracking.mot.MotBox;
import io.euge.tracking.mot.MotText;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures are those that TrackEval printed. */
@SuppressWarnings("StringSplitter") // No row ends with an empty value.
class TrackEvalReferenceTest {
  @Test
  void all40RowsOfTheMotChallengeAreEqual() throws IOException {
    List<String> rows = Files.readAllLines(Shared.file("data/mot/reference_metrics.csv"));
    Map<String, List<TrackScores>> ofTracker = new HashMap<>();
    List<String> ours = new ArrayList<>(List.of(rows.get(0)));
    for (String row : rows.subList(1, rows.size())) {
      String[] of = row.split(",", -1);
      List<TrackScores> scores = ofTracker.computeIfAbsent(of[0] + of[1], any -> new ArrayList<>());
      TrackScores score;
      if (of[2].equals("COMBINED_SEQ")) {
        score = TrackScores.combined(scores);
      } else {
        String folder = "data/mot/" + of[0] + "/" + of[2];
        score = mot(folder + "/gt/gt.txt.gz", folder + "/res/" + of[1] + ".txt.gz");
        scores.add(score);
      }
      ours.add(String.join(",", of[0], of[1], of[2], row(score)));
    }
    assertThat(ours).hasSize(41).isEqualTo(rows);
  }

  /** As the readme of the MOT Challenge's development kit prints them. */
  @ParameterizedTest
  @CsvSource({"TUD-Campus, 55.8, 52.6, 13, 150, 7, 7", "TUD-Stadtmitte, 64.5, 56.4, 45, 452, 7, 6"})
  void thePublishedRowsAreEqual(
      String name, String idf1, String mota, int fp, int fn, int ids, int fragmentations) {
    String folder = "data/mot/mot15/" + name;
    TrackScores score = mot(folder + "/gt/gt.txt.gz", folder + "/res/CEM-devkit.txt.gz");
    Clear clear = score.clear();
    assertThat(percent(score.identity().f1(), 1)).isEqualTo(idf1);
    assertThat(percent(clear.accuracy(), 1)).isEqualTo(mota);
    assertThat(
            List.of(
                clear.falsePositives(),
                clear.falseNegatives(),
                clear.identitySwitches(),
                clear.fragmentations()))
        .containsExactly(fp, fn, ids, fragmentations);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GT-SORT", "GT-OC-SORT", "YOLOX-OC-SORT"})
  void kittisCarsAreEqual(String tracker) throws IOException {
    String results = "data/mot/kitti/res/" + tracker;
    List<String> rows = Files.readAllLines(Shared.file(results + "/car_per_sequence.csv"));
    String[] names = rows.get(0).split(",", -1);
    List<TrackScores> scores = new ArrayList<>();
    assertThat(rows).hasSize(23);
    for (String row : rows.subList(1, rows.size())) {
      String[] of = row.split(",", -1);
      boolean combined = of[0].startsWith("COMBINED");
      TrackScores score = combined ? TrackScores.combined(scores) : kitti(results, of[0]);
      if (!combined) {
        scores.add(score);
      }
      Map<String, Double> figures = figures(score);
      for (int i = 1; i < names.length; i++) {
        assertThat(figures.get(names[i].replace("___AUC", "")))
            .as(of[0] + " " + names[i])
            .isCloseTo(Double.parseDouble(of[i]), within(1e-14));
      }
    }
    List<String> summary = Files.readAllLines(Shared.file(results + "/car_summary.txt"));
    assertThat(summary(summary.get(0), TrackScores.combined(scores))).isEqualTo(summary.get(1));
  }

  private static TrackScores mot(String truth, String found) {
    List<MotBox> boxes = MotText.read(Shared.file(truth));
    return TrackScores.of(
        MotRules.of(boxes).sequence(found, boxes, MotText.read(Shared.file(found))));
  }

  private static TrackScores kitti(String results, String sequence) {
    Path truth = Shared.file("data/mot/kitti/label_02/" + sequence + ".txt.gz");
    Path found = Shared.file(results + "/" + sequence + ".txt.gz");
    return TrackScores.of(KittiRules.CAR.sequence(KittiText.read(truth), KittiText.read(found)));
  }

  private static String row(TrackScores score) {
    Hota hota = score.hota();
    Clear clear = score.clear();
    Identity identity = score.identity();
    return String.join(
        ",",
        percent(hota.hota(), 3),
        percent(hota.detectionAccuracy(), 3),
        percent(hota.associationAccuracy(), 3),
        percent(clear.accuracy(), 3),
        percent(clear.precisionOfPosition(), 3),
        numbers(
            clear.truePositives(),
            clear.falsePositives(),
            clear.falseNegatives(),
            clear.identitySwitches(),
            clear.fragmentations(),
            clear.mostlyTracked(),
            clear.partlyTracked(),
            clear.mostlyLost()),
        percent(identity.f1(), 3),
        numbers(identity.truePositives(), identity.falsePositives(), identity.falseNegatives()));
  }

  private static String numbers(int... numbers) {
    return String.join(",", java.util.Arrays.stream(numbers).mapToObj(String::valueOf).toList());
  }

  private static String percent(double part, int decimals) {
    return new BigDecimal(100 * part).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static Map<String, Double> figures(TrackScores score) {
    Map<String, Double> figures = new TreeMap<>();
    Figures.of(score).forEach(figure -> figures.put(figure.name(), figure.value()));
    return figures;
  }

  /** As {@code '%1.5g'} of Python writes percentages. */
  private static String summary(String names, TrackScores score) {
    List<String> words = new ArrayList<>();
    for (String name : names.split(" ", -1)) {
      Figures.Figure figure =
          Figures.of(score).stream()
              .filter(one -> one.name().equals(name))
              .findFirst()
              .orElseThrow();
      words.add(
          figure.isCount()
              ? String.valueOf((long) figure.value())
              : new BigDecimal(String.format(Locale.ROOT, "%.4e", 100 * figure.value()))
                  .stripTrailingZeros()
                  .toPlainString());
    }
    return String.join(" ", words);
  }
}
