package io.euge.spark.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import org.junit.jupiter.api.Test;

class SequenceClockTest {
  private static final long START = 1_767_225_600_000_000L;

  private final SequenceClock clock = new SequenceClock(true);

  @Test
  void aFileThatFollowsWithinASecondContinuesTheSequence() {
    assertThat(advance("a", "north", 0, 0, 0)).isTrue();
    assertThat(advance("a", "north", 0, 1, 9.9)).isFalse();
    assertThat(advance("b", "north", 10.5, 0, 0)).isFalse();

    assertThat(clock.sequence()).isEqualTo("a");
    assertThat(clock.seconds()).isEqualTo(10.5);
  }

  @Test
  void sampledFramesEndBeforeTheirFileDoes() {
    advance("a", "north", 0, 0, 0);
    advance("a", "north", 0, 50, 8);
    assertThat(advance("b", "north", 16.5, 0, 0)).isFalse();
    advance("b", "north", 16.5, 50, 8);
    assertThat(advance("c", "north", 34, 0, 0)).isTrue();
  }

  @Test
  void aGapAnOverlapAndAnotherCameraBeginSequences() {
    advance("a", "north", 0, 0, 0);
    assertThat(advance("b", "north", 1.5, 0, 0)).isTrue();
    assertThat(advance("c", "north", 0, 0, 0)).isTrue();
    assertThat(advance("d", "south", 0.04, 0, 0)).isTrue();
    assertThat(clock.advance("e", null, START, 0, 0)).isTrue();
    assertThat(clock.advance("f", null, START, 0, 0.04)).isTrue();
  }

  @Test
  void filesOfUnknownTimeAreNotJoined() {
    clock.advance("a", "north", null, 0, 0);
    assertThat(clock.advance("b", "north", null, 0, 0)).isTrue();
    assertThat(advance("c", "north", 0, 0, 0)).isTrue();
  }

  @Test
  void filesAreJoinedOnlyWhenAskedFor() {
    SequenceClock apart = new SequenceClock(false);
    apart.advance("a", "north", START, 0, 0);
    assertThat(apart.advance("b", "north", START, 0, 0.04)).isTrue();
    assertThat(apart.seconds()).isEqualTo(0.04);
  }

  @Test
  void aFrameThatIsThereTwiceIsRefused() {
    advance("a", "north", 0, 7, 0);
    assertThatThrownBy(() -> advance("a", "north", 0, 7, 0))
        .isInstanceOf(EugeException.class)
        .hasMessage(
            "Cannot track a: frame 7 is in the table more than once; give a table in which each frame has one row");
  }

  private boolean advance(String video, String camera, double start, long frame, double seconds) {
    return clock.advance(video, camera, START + Math.round(start * 1e6), frame, seconds);
  }
}
