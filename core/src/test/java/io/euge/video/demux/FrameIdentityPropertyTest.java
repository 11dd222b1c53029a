package io.euge.video.demux;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.video.ClockState;
import io.euge.video.demux.PacketStream.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever order and times packets have, each frame keeps its index and its seconds. */
class FrameIdentityPropertyTest {
  private static final long END = Long.MAX_VALUE;

  @Property
  void indicesCountFramesInTheOrderOfOutput(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int recordings) {
    PacketStream stream = new PacketStream(seed, recordings);
    List<Output> whole = whole(stream, List.of());
    int frames = stream.packets.size() - (int) stream.skippedAtStart();
    assertThat(whole)
        .extracting(Output::index)
        .isEqualTo(LongStream.range(0, frames).boxed().toList());
    assertThat(whole.get(0).seconds()).isZero();
    assertThat(whole)
        .allSatisfy(
            frame ->
                assertThat(stream.packets.get((int) frame.packet()).shown())
                    .isEqualTo(frame.index() + stream.skippedAtStart()));
  }

  @Property
  void secondsNeverDecrease(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int recordings) {
    List<Output> whole = whole(new PacketStream(seed, recordings), List.of());
    for (int i = 1; i < whole.size(); i++) {
      assertThat(whole.get(i).seconds()).isGreaterThanOrEqualTo(whole.get(i - 1).seconds());
    }
  }

  @Property
  void secondsAreThoseOfTheRules(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int recordings) {
    PacketStream stream = new PacketStream(seed, recordings);
    List<Long> expected =
        new SecondsModel(stream.packets, stream.skippedAtStart(), PacketStream.FRAME).ticks();
    List<Output> whole = whole(stream, List.of());
    assertThat(whole)
        .as("%s", stream.packets)
        .extracting(frame -> Math.round(frame.seconds() / PacketStream.TICK))
        .isEqualTo(expected);
  }

  @Property
  void aLostFrameLeavesAGapAndChangesNoOther(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int recordings) {
    PacketStream stream = new PacketStream(seed, recordings);
    Random random = new Random(seed);
    List<Integer> lost = random.ints(5, 0, stream.packets.size()).boxed().toList();
    List<Output> expected = new ArrayList<>(whole(stream, List.of()));
    expected.removeIf(frame -> lost.contains((int) frame.packet()));
    assertThat(whole(stream, lost)).isEqualTo(expected);
  }

  @Property
  void partsAreTheWhole(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int recordings) {
    PacketStream stream = new PacketStream(seed, recordings);
    List<Output> parts = new ArrayList<>();
    int from = 0;
    ClockState state = ClockState.START;
    for (int keyframe : stream.keyframes()) {
      ClockState next = stream.stateBefore(keyframe);
      if (next != null) {
        parts.addAll(stream.read(from, stream.rank(keyframe), state, List.of()));
        from = keyframe;
        state = next;
      }
    }
    parts.addAll(stream.read(from, END, state, List.of()));
    assertThat(parts).containsExactlyElementsOf(whole(stream, List.of()));
  }

  private static List<Output> whole(PacketStream stream, List<Integer> lost) {
    return stream.read(0, END, ClockState.START, lost);
  }
}
