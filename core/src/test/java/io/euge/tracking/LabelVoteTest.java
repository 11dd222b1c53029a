package io.euge.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabelVoteTest {
  private final LabelVote vote = new LabelVote();

  @Test
  void mostDetectionsWinWhateverTheirConfidence() {
    vote.add("truck", 0.99);
    vote.add("car", 0.2);
    vote.add("car", 0.2);

    assertThat(vote.label()).isEqualTo("car");
    assertThat(vote.votes()).isEqualTo(2);
    assertThat(vote.detections()).isEqualTo(3);
  }

  @Test
  void confidenceDecidesBetweenEqualVotesAndThenTheAlphabet() {
    vote.add("car", 0.5);
    vote.add("truck", 0.6);
    assertThat(vote.label()).isEqualTo("truck");

    vote.add("bus", 0.6);
    assertThat(vote.label()).isEqualTo("bus");
  }

  @Test
  void withoutDetectionsThereIsNoLabel() {
    assertThat(vote.label()).isNull();
    assertThat(vote.votes()).isZero();
  }
}
