package io.euge.evaluation.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Small cases whose figures can be computed by hand; real ones are compared with TrackEval. */
class TrackScoresTest {
  private final SequenceBuilder sequence = new SequenceBuilder(25);

  @Test
  void withoutTracksAllIsMissed() {
    truth(0, 1, 0);
    TrackScores scores = TrackScores.of(sequence.build());
    assertThat(scores.clear().falseNegatives()).isOne();
    assertThat(scores.clear().mostlyLost()).isOne();
    assertThat(scores.hota().hota()).isZero();
    assertThat(scores.hota().localizationAccuracy()).isOne();
    assertThat(scores.identity()).isEqualTo(new Identity(0, 0, 1));
  }

  @Test
  void withoutGroundTruthAllIsWrong() {
    track(0, 1, 0);
    TrackScores scores = TrackScores.of(sequence.build());
    assertThat(scores.clear().falsePositives()).isOne();
    assertThat(scores.clear().accuracy()).isZero();
    assertThat(scores.identity()).isEqualTo(new Identity(0, 1, 0));
  }

  @Test
  void nothingAtAllHasFiguresToo() {
    Figures.of(TrackScores.of(sequence.build()))
        .forEach(figure -> assertThat(figure.value()).as(figure.name()).isBetween(0.0, 1.0));
  }

  @Test
  void aSwitchIsCountedAlsoAfterAGapAndAFragmentWithIt() {
    for (int frame = 0; frame < 9; frame++) {
      truth(frame, 1, 0);
      track(frame, frame < 3 ? 1 : 2, frame < 3 || frame > 5 ? 0 : 500);
    }
    Clear clear = TrackScores.of(sequence.build()).clear();
    assertThat(clear.identitySwitches()).isOne();
    assertThat(clear.fragmentations()).isOne();
    assertThat(clear.partlyTracked()).isOne();
    assertThat(clear.accuracy()).isEqualTo((6 - 3 - 1) / 9.0);
  }

  @Test
  void aPairIsKeptThoughAnotherOverlapsMore() {
    truth(0, 1, 0);
    track(0, 1, 0);
    truth(1, 1, 0);
    track(1, 1, 10);
    track(1, 2, 0);
    assertThat(TrackScores.of(sequence.build()).clear().identitySwitches()).isZero();
  }

  @Test
  void whatIsMatchedWithADistractorDoesNotCount() {
    truth(0, 1, 0, TruthBox.Role.DISTRACTOR);
    truth(0, 2, 200, TruthBox.Role.NEUTRAL);
    track(0, 1, 0);
    track(0, 2, 200);
    Clear clear = TrackScores.of(sequence.build()).clear();
    assertThat(clear.falsePositives()).isOne();
    assertThat(clear.falseNegatives()).isZero();
  }

  @Test
  void whatIsLowOrInARegionDoesNotCountUnlessItFits() {
    truth(0, 1, 0);
    sequence.add(0, new TruthBox(-1, Corners.ofSize(0, 0, 1000, 49), TruthBox.Role.REGION));
    track(0, 1, 0); // fits, though it lies in the region
    track(0, 2, 500); // in the region
    sequence.add(0, new TrackBox(3, Corners.ofSize(0, 500, 90, 25))); // low
    sequence.add(0, new TrackBox(4, Corners.ofSize(0, 500, 90, 26)));
    sequence.add(0, new TrackBox(5, Corners.ofSize(0, 19, 90, 60))); // half in the region
    Clear clear = TrackScores.of(sequence.build()).clear();
    assertThat(clear.truePositives()).isOne();
    assertThat(clear.falsePositives()).isEqualTo(2);
  }

  @Test
  void identityTakesTheAssignmentThatIsBestForTheWholeVideo() {
    // Track 1 has 5 boxes of truth 1 and 4 of truth 2; track 2 has 3 of truth 1.
    for (int frame = 0; frame < 9; frame++) {
      truth(frame, 1, 0);
      truth(frame, 2, 500);
      track(frame, 1, frame < 5 ? 0 : 500);
      if (frame >= 5 && frame < 8) {
        track(frame, 2, 0);
      }
    }
    // 4 + 3 is more than 5.
    assertThat(TrackScores.of(sequence.build()).identity()).isEqualTo(new Identity(7, 5, 11));
  }

  private void truth(int frame, int track, double x) {
    truth(frame, track, x, TruthBox.Role.EVALUATED);
  }

  private void truth(int frame, int track, double x, TruthBox.Role role) {
    sequence.add(frame, new TruthBox(track, Corners.ofSize(x, 0, 40, 40), role));
  }

  private void track(int frame, int track, double x) {
    sequence.add(frame, new TrackBox(track, Corners.ofSize(x, 0, 40, 40)));
  }
}
