package io.euge.video.demux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.euge.video.ClockState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameClockTest {
  private static final long NONE = AV_NOPTS_VALUE;

  /** Two ticks a second, and two frames. */
  private final FrameClock clock = new FrameClock(0.5, 2, false, ClockState.START);

  @Test
  void secondsCountFromTheFirstFrame() {
    assertThat(decoded(100, 101, 103)).containsExactly(0.0, 0.5, 1.5);
  }

  @Test
  void equalTimesStayEqual() {
    assertThat(decoded(0, 1, 1, 2)).containsExactly(0.0, 0.5, 0.5, 1.0);
  }

  @Test
  void aFrameWithoutATimeFollowsTheOneBefore() {
    assertThat(decoded(0, NONE, NONE, 5)).containsExactly(0.0, 0.5, 1.0, 2.5);
    assertThat(new FrameClock(0.5, 4, false, ClockState.START).next(NONE, 0)).isZero();
  }

  @Test
  void withoutAnyTimeSecondsAreTheIndexOverTheRate() {
    FrameClock untimed = new FrameClock(0.5, 10, false, ClockState.START);
    for (int i = 0; i < 1000; i++) {
      assertThat(untimed.next(NONE, i)).isEqualTo(i * 0.1);
    }
  }

  @Test
  void whereDecodingTimesGoBackAllLaterFramesAreShifted() {
    assertThat(decoded(50, 51, 52, 10, 11, 14)).containsExactly(0.0, 0.5, 1.0, 1.5, 2.0, 3.5);
  }

  @Test
  void aSingleFrameOutOfOrderShiftsNothing() {
    for (int i = 0; i < 5; i++) {
      clock.addPacket(i, NONE, i, false);
    }
    List<Double> seconds = new ArrayList<>();
    long[] times = {0, 1, -7, 3, 4};
    for (int i = 0; i < times.length; i++) {
      seconds.add(clock.next(times[i], i));
    }
    assertThat(seconds).containsExactly(0.0, 0.5, 1.0, 1.5, 2.0);
  }

  @Test
  void aSinglePacketOutOfOrderShiftsNothing() {
    assertThat(decoded(0, 1, -7, 3, 4)).containsExactly(0.0, 0.5, 1.0, 1.5, 2.0);
  }

  @Test
  void aGapStaysAGap() {
    assertThat(decoded(0, 1, 1000)).containsExactly(0.0, 0.5, 500.0);
  }

  @Test
  void derivedTimesAreTheDecodingTimesInTurn() {
    FrameClock derived = new FrameClock(0.5, 2, true, ClockState.START);
    derived.addPacket(0, NONE, 0, true);
    derived.addPacket(1, NONE, 1, false);
    derived.addPacket(2, NONE, 4, false);
    // The third packet is output second.
    assertThat(derived.next(NONE, 0)).isZero();
    assertThat(derived.next(NONE, 2)).isEqualTo(0.5);
    assertThat(derived.next(NONE, 1)).isEqualTo(2.0);
  }

  @Test
  void aClockGoesOnFromAState() {
    long[] times = {50, 51, NONE, NONE, 10, 11, NONE, 30};
    List<Double> whole = decoded(times);
    for (int split = 1; split < times.length; split++) {
      FrameClock first = new FrameClock(0.5, 2, false, ClockState.START);
      // Later packets were read when a frame is output.
      for (int i = 0; i < times.length; i++) {
        first.addPacket(i, times[i], times[i], false);
      }
      for (int i = 0; i < split; i++) {
        first.next(times[i], i);
      }
      if (split == 4 || times[split] == NONE) {
        continue; // Times go back or are missing: no split point.
      }
      FrameClock second = new FrameClock(0.5, 2, false, first.state());
      assertThat(decode(second, split, times.length, times))
          .isEqualTo(whole.subList(split, times.length));
    }
  }

  @Test
  void aJumpIsSeenBeforeItsFrame() {
    clock.addPacket(0, 9, 9, true);
    clock.addPacket(1, 2, 2, true);
    clock.next(9, 0);
    assertThat(clock.jumpsUpTo(0)).isFalse();
    assertThat(clock.jumpsUpTo(1)).isTrue();
    clock.next(2, 1);
    assertThat(clock.jumpsUpTo(1)).isFalse();
  }

  private List<Double> decoded(long... times) {
    return decode(clock, 0, times.length, times);
  }

  private static List<Double> decode(FrameClock clock, int from, int to, long[] times) {
    for (int i = from; i < to; i++) {
      clock.addPacket(i, times[i], times[i], false);
    }
    List<Double> seconds = new ArrayList<>();
    for (int i = from; i < to; i++) {
      seconds.add(clock.next(times[i], i));
    }
    return seconds;
  }
}
