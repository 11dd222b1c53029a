package io.euge.video.demux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FrameOrderTest {
  /** A group of pictures and an open one: packets 4 and 5 are shown before keyframe 3. */
  private final FrameOrder order = FrameOrders.of(Set.of(0, 3), 0, 10, 20, 50, 30, 40, 60);

  @Test
  void indexesFollowTheOrderOfOutputNotPackets() {
    assertThat(order.index(order.findSequence(3))).isEqualTo(5);
    assertThat(order.index(find(30))).isEqualTo(3);
    assertThat(order.sequence(find(30))).isEqualTo(4);
  }

  @Test
  void removingEarlierFramesDoesNotChangeAnIndex() {
    order.removeFirst(2);
    assertThat(order.index(find(50))).isEqualTo(5);
    assertThat(find(10)).isEqualTo(-1);
    assertThat(order.has(find(50), FrameOrder.KEY)).isTrue();
  }

  @Test
  void framesOfEqualRankComeInTheOrderOfTheirPackets() {
    order.add(30, 7, 30, FrameOrder.KEY);
    assertThat(order.size()).isEqualTo(8);
    assertThat(order.index(order.findSequence(7))).isEqualTo(4);
  }

  @Test
  void aFrameThatComesTooLateIsTheNext() {
    order.removeFirst(3);
    order.add(15, 7, 15, 0);
    assertThat(order.index(order.findSequence(7))).isEqualTo(3);
    assertThat(order.index(find(30))).isEqualTo(4);
  }

  @Test
  void noFrameComesBeforeOneWhoseSecondsAreKnown() {
    assertThat(order.seconds(2)).isEqualTo(20);
    order.add(15, 7, 15, 0);
    assertThat(order.index(order.findSequence(7))).isEqualTo(3);
    assertThat(order.secondsBefore(3)).isEqualTo(20);
  }

  @Test
  void removingThroughAPacketStopsAtTheFirstLaterOne() {
    order.removeThrough(3);
    // The keyframe is shown after packets 4 and 5, which were not read yet.
    assertThat(order.rank(0)).isEqualTo(30);
    order.removeThrough(5);
    assertThat(order.rank(0)).isEqualTo(60);
  }

  @Test
  void keyframesAreFoundInDecodingOrder() {
    assertThat(order.rank(order.keyframeAfter(1))).isEqualTo(50);
    assertThat(order.keyframeAfter(3)).isEqualTo(-1);
  }

  @Test
  void aFrameIsPendingUntilItIsDecoded() {
    assertThat(order.isPending(5, 20)).isTrue();
    order.set(find(50), FrameOrder.DECODED);
    assertThat(order.isPending(5, 20)).isTrue();
    order.set(find(30), FrameOrder.DECODED);
    assertThat(order.isPending(5, 20)).isFalse();
  }

  @Test
  void onlySelectedFramesArePromised() {
    FrameOrder selected = FrameOrders.empty(0);
    selected.add(0, 0, 0, FrameOrder.SELECTED);
    selected.add(1, 1, 1, 0);
    selected.add(2, 2, 2, 0);
    selected.add(3, 3, 3, FrameOrder.SELECTED | FrameOrder.CORRUPT);
    assertThat(selected.countPromised(3)).isEqualTo(1);
    assertThat(selected.countPromised(4)).isEqualTo(2);
  }

  @Test
  void framesReadAfterAPacketAreCounted() {
    assertThat(order.countAfter(2, 5)).isEqualTo(2);
    assertThat(order.countAfter(2, 7)).isEqualTo(4);
  }

  @Test
  void manyFramesInAnyOrderAreSorted() {
    List<Integer> packets = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      packets.add(i);
    }
    Collections.shuffle(packets, new Random(1));
    FrameOrder many = FrameOrders.empty(100);
    for (int i : packets) {
      many.add(10L * i, i, 10L * i, i % 7 == 0 ? FrameOrder.KEY : 0);
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(many.rank(i)).isEqualTo(10L * i);
      assertThat(many.sequence(i)).isEqualTo(i);
      assertThat(many.index(i)).isEqualTo(100 + i);
      assertThat(many.has(i, FrameOrder.KEY)).isEqualTo(i % 7 == 0);
    }
  }

  private int find(long rank) {
    for (int i = 0; i < order.size(); i++) {
      if (order.rank(i) == rank) {
        return i;
      }
    }
    return -1;
  }
}
