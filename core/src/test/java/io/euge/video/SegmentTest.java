package io.euge.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SegmentTest {
  @Test
  void theWholeVideoHoldsEveryFrame() {
    assertThat(Segment.whole().isWhole()).isTrue();
    assertThat(Segment.whole().contains(0)).isTrue();
    assertThat(Segment.whole().contains(1e9)).isTrue();
  }

  @Test
  void aSegmentEndsBeforeItsEnd() {
    Segment segment = new Segment(2, 4, 1.5);
    assertThat(segment.contains(1.9)).isFalse();
    assertThat(segment.contains(2)).isTrue();
    assertThat(segment.contains(4)).isFalse();
    assertThat(segment.isWhole()).isFalse();
  }

  @Test
  void decodingBeginsNoLaterThanTheSegment() {
    assertThatThrownBy(() -> new Segment(2, 4, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Segment(2, 2, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
