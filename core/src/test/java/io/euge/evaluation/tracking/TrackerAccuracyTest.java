package io.euge.evaluation.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.euge.testing.Shared;
import io.euge.tracking.TrackerOptions;
import io.euge.tracking.TrackerType;
import io.euge.tracking.mot.MotBox;
import io.euge.tracking.mot.MotSequence;
import io.euge.tracking.mot.MotText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How well the trackers do on recordings whose vehicles were marked by hand. */
class TrackerAccuracyTest {
  private static final List<String> ROADS =
      List.of(
          "TFL-03601-20190628", "TFL-03601-20190702", "TFL-03604-20190629", "TFL-06514-20190628");

  /** The combined rows of the outputs of the authors' programs. */
  @ParameterizedTest
  @CsvSource({
    "SORT, 0.3, 0.3, true, 42.248, 49.006",
    "BYTETRACK, 0.5, 0.2, true, 44.019, 53.785",
    "OCSORT, 0.4, 0.3, false, 39.601, 48.612",
    "OCSORT, 0.4, 0.3, true, 46.631, 57.523"
  })
  void aTrackerIsAsGoodAsItsAuthorsProgram(
      TrackerType type, double confidence, double overlap, boolean low, double hota, double idf1)
      throws IOException {
    TrackerOptions options = type.options().withConfidence(confidence).withOverlap(overlap);
    TrackScores scores = roads(type, low ? options : withoutLowConfidences(options), 1, 1);

    assertThat(100 * scores.hota().hota()).isGreaterThan(hota - 0.05);
    assertThat(100 * scores.identity().f1()).isGreaterThan(idf1 - 0.05);
  }

  /** Returns options without the second association. */
  private static TrackerOptions withoutLowConfidences(TrackerOptions options) {
    return new TrackerOptions(
        options.frameDuration(),
        options.maxAge(),
        options.minHits(),
        options.overlap(),
        options.confidence(),
        Double.POSITIVE_INFINITY,
        options.skipEmptyFrames(),
        options.predictions());
  }

  @Test
  void theDefaultIsBetterThanEveryReference() throws IOException {
    TrackScores scores = roads(TrackerType.DEFAULT, TrackerType.DEFAULT.options(), 1, 1);

    assertThat(100 * scores.hota().hota()).isGreaterThan(48.9);
    assertThat(100 * scores.identity().f1()).isGreaterThan(61.3);
    assertThat(scores.clear().identitySwitches()).isLessThan(10);
  }

  @ParameterizedTest
  @EnumSource
  void fiveFramesPerSecondLoseLittle(TrackerType type) throws IOException {
    double all = roads(type, type.options(), 1, 5).identity().f1();
    double sampled = roads(type, type.options(), 5, 5).identity().f1();

    assertThat(100 * (all - sampled)).isLessThan(4);
  }

  @Test
  void sortHasItsPublishedFigures() throws IOException {
    TrackScores scores =
        scores("mot15/TUD-Campus", TrackerType.SORT, TrackerType.SORT.options(), 1, 1);

    assertThat(100 * scores.clear().accuracy()).isCloseTo(62.7, within(0.05));
    assertThat(scores.clear().falsePositives()).isEqualTo(15);
    assertThat(scores.clear().falseNegatives()).isEqualTo(113);
    assertThat(scores.clear().identitySwitches()).isEqualTo(6);
  }

  private static TrackScores roads(
      TrackerType type, TrackerOptions options, int tracked, int judged) throws IOException {
    List<TrackScores> scores = new ArrayList<>();
    for (String road : ROADS) {
      scores.add(scores("tfl/" + road, type, options, tracked, judged));
    }
    return TrackScores.combined(scores);
  }

  /** Tracks every n-th frame, and judges every n-th frame. */
  private static TrackScores scores(
      String sequence, TrackerType type, TrackerOptions options, int tracked, int judged)
      throws IOException {
    String folder = "data/mot/" + sequence;
    List<MotBox> tracks = new ArrayList<>();
    new MotSequence(MotText.read(Shared.file(folder + "/det/det.txt.gz")))
        .track(type.create(options), TrackerOptions.USUAL_FRAME_RATE, tracked, tracks::add);
    List<MotBox> truth = MotText.read(Shared.file(folder + "/gt/gt.txt.gz"));
    List<MotBox> kept = every(judged, truth);
    return TrackScores.of(MotRules.of(kept).sequence(sequence, kept, every(judged, tracks)));
  }

  private static List<MotBox> every(int n, List<MotBox> boxes) {
    return boxes.stream().filter(box -> (box.frame() - 1) % n == 0).toList();
  }
}
