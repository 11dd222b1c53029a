package io.euge.video.demux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.euge.video.ClockState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertThat(next(new FrameClock(0.5, 4, false, ClockState.START), NONE, 0)).isZero();
  }

  @Test
  void withoutAnyTimeSecondsAreTheIndexOverTheRate() {
    FrameClock untimed = new FrameClock(0.5, 10, false, ClockState.START);
    for (int i = 0; i < 1000; i++) {
      assertThat(next(untimed, NONE, i)).isEqualTo(i * 0.1);
    }
  }

  @Test
  void whereDecodingTimesGoBackAllLaterFramesAreShifted() {
    assertThat(decoded(50, 51, 52, 10, 11, 14)).containsExactly(0.0, 0.5, 1.0, 1.5, 2.0, 3.5);
  }

  @Test
  void aSingleFrameOutOfOrderShiftsNothing() {
    for (int i = 0; i < 5; i++) {
      clock.addPacket(i, i);
    }
    assertThat(output(clock, 0, 5, 0, 1, -7, 3, 4)).containsExactly(0.0, 0.5, 1.0, 1.5, 2.0);
  }

  @Test
  void aSinglePacketOutOfOrderShiftsNothing() {
    assertThat(decoded(0, 1, -7, 3, 4)).containsExactly(0.0, 0.5, 1.0, 1.5, 2.0);
  }

  @ParameterizedTest
  @ValueSource(longs = {-7, -2, 5, 6, 9, 1000})
  void aFrameThatIsTooLateOrTooEarlyShiftsNothing(long wild) {
    for (int at = 1; at < 9; at++) {
      long[] times = LongStream.range(0, 16).toArray();
      times[at] = wild == -7 ? wild : at + wild;
      List<Double> whole = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        whole.add(i * 0.5);
      }
      FrameClock decodedInTime = new FrameClock(0.5, 2, false, ClockState.START);
      for (int i = 0; i < 16; i++) {
        decodedInTime.addPacket(i, i);
      }
      assertThat(output(decodedInTime, 0, 16, times)).as("at %d", at).isEqualTo(whole);
      FrameClock shownAsDecoded = new FrameClock(0.5, 2, false, ClockState.START);
      for (int i = 0; i < 16; i++) {
        shownAsDecoded.addPacket(i, times[i]);
      }
      assertThat(output(shownAsDecoded, 0, 16, times)).as("at %d", at).isEqualTo(whole);
    }
  }

  @Test
  void severalFramesThatAreTooLateShiftNothing() {
    for (int i = 0; i < 8; i++) {
      clock.addPacket(i, i);
    }
    assertThat(output(clock, 0, 8, 0, 1, 90, 91, 92, 5, 6, 7))
        .containsExactly(0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5);
  }

  @Test
  void aFrameBehindOneOutOfOrderKeepsItsOwnTime() {
    for (int i = 0; i < 6; i++) {
      clock.addPacket(i, i);
    }
    // The fourth is shown earlier than by a nominal duration behind the third.
    assertThat(output(clock, 0, 6, 0, 4, 99, 5, 6, 8))
        .containsExactly(0.0, 2.0, 2.5, 2.5, 3.0, 4.0);
    assertThat(output(new FrameClock(1, 1, false, ClockState.START), 0, 6, 0, 40, -7, 41, 42, 43))
        .containsExactly(0.0, 40.0, 41.0, 41.0, 42.0, 43.0);
  }

  @Test
  void aGapStaysAGap() {
    assertThat(decoded(0, 1, 1000)).containsExactly(0.0, 0.5, 500.0);
  }

  @Test
  void derivedTimesAreTheDecodingTimesInTurn() {
    FrameClock derived = new FrameClock(0.5, 2, true, ClockState.START);
    derived.addPacket(0, 0);
    derived.addPacket(1, 1);
    derived.addPacket(2, 4);
    // The third packet is output second.
    assertThat(next(derived, NONE, 0)).isZero();
    assertThat(next(derived, NONE, 2)).isEqualTo(0.5);
    assertThat(next(derived, NONE, 1)).isEqualTo(2.0);
  }

  @Test
  void aClockContinuesFromAState() {
    long[] times = {50, 51, NONE, NONE, 10, 11, NONE, 30};
    List<Double> whole = decoded(times);
    for (int split = 1; split < times.length; split++) {
      FrameClock first = new FrameClock(0.5, 2, false, ClockState.START);
      // Later packets were read when a frame is output.
      for (int i = 0; i < times.length; i++) {
        first.addPacket(i, times[i]);
      }
      output(first, 0, split, times);
      if (split == 4 || times[split] == NONE) {
        continue; // Times go back or are missing: no split point.
      }
      FrameClock second = new FrameClock(0.5, 2, false, first.state(split));
      assertThat(decode(second, split, times.length, times))
          .isEqualTo(whole.subList(split, times.length));
    }
  }

  @Test
  void aClockThatGoesOnKnowsThePacketsBefore() {
    for (int i = 0; i < 8; i++) {
      clock.addPacket(i, i == 3 ? 90 : i);
    }
    FrameClock second = new FrameClock(0.5, 2, false, clock.state(3));
    FrameClock unaware = new FrameClock(0.5, 2, false, ClockState.START);
    for (int i = 3; i < 8; i++) {
      second.addPacket(i, i == 3 ? 90 : i);
      unaware.addPacket(i, i == 3 ? 90 : i);
    }
    assertThat(clock.jumpsUpTo(7)).isFalse();
    assertThat(second.jumpsUpTo(7)).isFalse();
    assertThat(unaware.jumpsUpTo(7)).isTrue();
  }

  @Test
  void whetherTimesGoBackIsDecidedByTheSecondPacket() {
    for (int i = 0; i < 6; i++) {
      clock.addPacket(i, i < 3 ? 50 + i : i);
    }
    assertThat(clock.isDecidedBefore(3)).isTrue();
    assertThat(clock.isDecidedBefore(4)).isFalse();
    assertThat(clock.isDecidedBefore(5)).isTrue();
  }

  @Test
  void framesThatAreTooEarlyDelayNoneBehindThem() {
    FrameClock slow = new FrameClock(0.5, 1, false, ClockState.START);
    // Half as long as a nominal frame each, and three of them early by three.
    assertThat(output(slow, 0, 9, 0, 1, 2, 3, 1, 2, 3, 7, 8))
        .containsExactly(0.0, 0.5, 1.5, 1.5, 1.5, 1.5, 1.5, 3.5, 4.0);
  }

  /** How far packets are read ahead depends on how a video is read. */
  @Test
  void aFrameManyPacketsBehindTellsNothing() {
    for (int behind = 3; behind < 5; behind++) {
      FrameClock limited = new FrameClock(0.5, 2, false, ClockState.START);
      limited.lookAhead(4);
      long[] sequences = {0, 1, 1 + behind};
      double second = limited.next(new long[] {0, 9, 2}, sequences, 0, 3);
      assertThat(second).isZero();
      assertThat(limited.next(new long[] {0, 9, 2}, sequences, 1, 3))
          .as("%d packets behind", behind)
          .isEqualTo(behind == 3 ? 0.5 : 4.5);
    }
  }

  @Test
  void aPacketFarBehindDoesNotMakeAJump() {
    for (int behind = 4; behind < 6; behind++) {
      FrameClock limited = new FrameClock(0.5, 2, false, ClockState.START);
      limited.lookAhead(4);
      limited.addPacket(0, 50);
      limited.addPacket(1, 10);
      limited.addPacket(1 + behind, 11);
      assertThat(limited.jumpsUpTo(1)).as("%d packets behind", behind).isEqualTo(behind == 4);
    }
  }

  @Test
  void aJumpIsSeenBeforeItsFrame() {
    clock.addPacket(0, 9);
    clock.addPacket(1, 2);
    clock.addPacket(2, 3);
    next(clock, 9, 0);
    assertThat(clock.jumpsUpTo(0)).isFalse();
    assertThat(clock.jumpsUpTo(1)).isTrue();
    next(clock, 2, 1);
    assertThat(clock.jumpsUpTo(1)).isFalse();
  }

  private List<Double> decoded(long... times) {
    return decode(clock, 0, times.length, times);
  }

  private static List<Double> decode(FrameClock clock, int from, int to, long[] times) {
    for (int i = from; i < to; i++) {
      clock.addPacket(i, times[i]);
    }
    return output(clock, from, to, times);
  }

  private static List<Double> output(FrameClock clock, int from, int to, long... times) {
    long[] sequences = LongStream.range(0, times.length).toArray();
    List<Double> seconds = new ArrayList<>();
    for (int i = from; i < to; i++) {
      seconds.add(clock.next(times, sequences, i, times.length));
    }
    return seconds;
  }

  /** Outputs a frame of which no later one is known. */
  private static double next(FrameClock clock, long time, long sequence) {
    return clock.next(new long[] {time}, new long[] {sequence}, 0, 1);
  }
}
