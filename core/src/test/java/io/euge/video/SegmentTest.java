package io.euge.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SegmentTest {
  private static final RandomAccessPoint FIRST =
      new RandomAccessPoint(0, 0, 0, -2, 48, ClockState.START);
  private static final RandomAccessPoint SECOND =
      new RandomAccessPoint(250, 10, 1000, 998, 123_456, ClockState.START);

  @Test
  void theWholeVideoIsFromItsStartToItsEnd() {
    assertThat(Segment.whole().isWhole()).isTrue();
    assertThat(Segment.whole().firstFrame()).isZero();
    assertThat(Segment.whole().endFrame()).isEqualTo(Long.MAX_VALUE);
    assertThat(Segment.whole().start()).isZero();
    assertThat(Segment.whole().end()).isInfinite();
  }

  @Test
  void aSegmentEndsBeforeTheKeyframeOfTheNext() {
    Segment segment = new Segment(FIRST, SECOND);
    assertThat(segment.isWhole()).isFalse();
    assertThat(segment.firstFrame()).isZero();
    assertThat(segment.endFrame()).isEqualTo(250);
    assertThat(segment.end()).isEqualTo(10);
    assertThat(new Segment(SECOND, null).start()).isEqualTo(10);
  }

  @Test
  void aSegmentEndsAfterItStarts() {
    assertThatThrownBy(() -> new Segment(SECOND, FIRST))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Segment(FIRST, FIRST))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
