package io.euge.video.split;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SegmentLengthTest {
  @Test
  void aLengthThatIsGivenHoldsForAllVideos() {
    assertThat(SegmentLength.of(20).forVideos(1, 16).ofVideo(60)).isEqualTo(20);
    assertThat(SegmentLength.of(20).forVideos(100, 1).ofVideo(7)).isEqualTo(20);
    assertThat(SegmentLength.of(0).forVideos(1, 16).ofVideo(60)).isZero();
  }

  @Test
  void aFewVideosAreCutSoThatEachPlaceGetsTwoSegments() {
    assertThat(SegmentLength.AUTO.forVideos(1, 2).ofVideo(60)).isEqualTo(15);
    assertThat(SegmentLength.AUTO.forVideos(2, 4).ofVideo(80)).isEqualTo(20);
    assertThat(SegmentLength.AUTO.forVideos(3, 2).ofVideo(60)).as("six parts").isEqualTo(30);
    assertThat(SegmentLength.AUTO.forVideos(1, 2).ofVideo(3600)).as("an hour").isEqualTo(60);
  }

  @Test
  void noSegmentIsShorterThanFiveSecondsForThat() {
    assertThat(SegmentLength.AUTO.forVideos(1, 16).ofVideo(60)).isEqualTo(5);
    assertThat(SegmentLength.AUTO.forVideos(1, 16).ofVideo(2)).as("it stays whole").isEqualTo(5);
  }

  @Test
  void manyVideosAreCutToMinutes() {
    assertThat(SegmentLength.AUTO.forVideos(4, 2).ofVideo(50)).as("it stays whole").isEqualTo(50);
    assertThat(SegmentLength.AUTO.forVideos(1000, 2).ofVideo(300)).isEqualTo(60);
    assertThat(SegmentLength.AUTO.ofVideo(300)).isEqualTo(60);
  }

  @Test
  void anUnknownLengthIsTakenToBeLong() {
    assertThat(SegmentLength.AUTO.forVideos(1, 2).ofVideo(Double.NaN)).isEqualTo(60);
    assertThat(SegmentLength.AUTO.forVideos(1, 2).ofVideo(-1)).isEqualTo(60);
  }
}
