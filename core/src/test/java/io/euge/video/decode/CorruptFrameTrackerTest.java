package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.video.demux.FrameOrder;
import io.euge.video.demux.FrameOrders;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CorruptFrameTrackerTest {
  /** A group of pictures and an open one: packets 4 and 5 are shown before keyframe 3. */
  private static final long[] RANKS = {0, 1, 2, 5, 3, 4, 6};

  private final FrameOrder order = FrameOrders.of(Set.of(0, 3), RANKS);
  private final DamageLog damage = new DamageLog("a.mp4", 0, true);
  private final CorruptFrameTracker tracker = new CorruptFrameTracker(order, damage, 0);

  @Test
  void aCorruptPacketSpoilsAllUpToTheNextKeyframeAndWhatIsShownBeforeIt() {
    read(0, 6);
    assertThat(tracker.corrupt(1, "invalid")).isTrue();
    assertThat(corrupt()).containsExactly(1, 2, 3, 4);
    assertThat(tracker.isSkipping()).isFalse();
  }

  @Test
  void framesBeforeACorruptPacketAreCorrect() {
    read(0, 6);
    tracker.corrupt(2, "invalid");
    assertThat(corrupt()).containsExactly(2, 3, 4);
  }

  @Test
  void aPictureShownBeforeItsKeyframeSpoilsOnlyOthersLikeIt() {
    read(0, 6);
    assertThat(tracker.corrupt(4, "invalid")).isTrue();
    assertThat(corrupt()).containsExactly(3, 4);
    // Decoding has restarted with keyframe 3 already.
    damage.frameOutput(5, 0.2, 3);
    assertThat(damage.isOpen()).isFalse();
  }

  @Test
  void othersLikeItMayBeReadLater() {
    read(0, 4);
    assertThat(tracker.corrupt(4, "invalid")).isTrue();
    read(5, 6);
    assertThat(corrupt()).containsExactly(3, 4);
  }

  @Test
  void aPictureThatNoOtherRefersToSpoilsOnlyItselfIfItIsUndecodable() {
    read(0, 6);
    assertThat(tracker.undecodable(5, "invalid")).isTrue();
    assertThat(corrupt()).containsExactly(4);
    assertThat(tracker.undecodable(4, "invalid")).isTrue();
    assertThat(corrupt()).containsExactly(3, 4);
  }

  @Test
  void aKeyframeThatIsPlacedByItsTimeIsNoneOfThePicturesBeforeIt() {
    FrameOrder placed = FrameOrders.of(Set.of(0), 0, 1);
    CorruptFrameTracker tracked = new CorruptFrameTracker(placed, damage, 0);
    tracked.packetRead(0, 0, 0, true, false);
    // Its entry in the order has the rank of the picture before.
    tracked.packetRead(1, 7, 1, true, false);
    assertThat(tracked.corrupt(1, "invalid")).isTrue();
    assertThat(tracked.isSkipping()).isTrue();
  }

  @Test
  void itsKeyframeMayBeOutputAlready() {
    read(0, 5);
    order.removeFirst(order.findSequence(3) + 1);
    read(6, 6);
    assertThat(tracker.corrupt(5, "invalid")).isTrue();
    assertThat(corrupt()).isEmpty();
    assertThat(tracker.isSkipping()).isFalse();
  }

  @Test
  void aCorruptKeyframeSpoilsAllThatFollows() {
    read(0, 6);
    tracker.corrupt(3, "invalid");
    assertThat(corrupt()).containsExactly(3, 4, 5, 6);
  }

  @Test
  void packetsAreSkippedUntilDecodingRestartsWithAKeyframe() {
    read(0, 1);
    tracker.corrupt(1, "invalid");
    assertThat(tracker.isSkipping()).isTrue();
    read(2, 3);
    tracker.restart(RANKS[3]);
    read(4, 6);
    assertThat(tracker.isSkipping()).isFalse();
    assertThat(corrupt()).containsExactly(1, 2, 3, 4);
    damage.frameOutput(5, 0.2, 3);
    assertThat(damage.entries()).hasSize(1);
  }

  @Test
  void withoutToleranceNothingIsSkipped() {
    CorruptFrameTracker strict =
        new CorruptFrameTracker(order, new DamageLog("a.mp4", 0, false), 0);
    strict.packetRead(0, 0, 0, true, false);
    strict.corrupt(0, "invalid");
    assertThat(strict.isSkipping()).isFalse();
    assertThat(corrupt()).containsExactly(0);
  }

  @Test
  void picturesThatReferToWhatIsBeforeTheBeginningAreNoDamage() {
    // Decoding begins with an open group: packets 1 and 2 are not in the order.
    FrameOrder open = FrameOrders.of(Set.of(0), 5);
    CorruptFrameTracker segment = new CorruptFrameTracker(open, damage, 5);
    segment.packetRead(0, 5, 0, true, false);
    segment.packetRead(1, 3, -1, false, false);
    segment.packetRead(2, 4, -1, false, false);
    assertThat(segment.corrupt(1, "invalid")).isFalse();
    assertThat(segment.corrupt(2, "invalid")).isFalse();
    assertThat(damage.isOpen()).isFalse();
    assertThat(segment.corrupt(0, "invalid")).isTrue();
    assertThat(damage.isOpen()).isTrue();
  }

  private void read(int first, int last) {
    for (int i = first; i <= last; i++) {
      int position = order.findSequence(i);
      tracker.packetRead(i, RANKS[i], position, order.has(position, FrameOrder.KEY), i == 5);
    }
  }

  private long[] corrupt() {
    return IntStream.range(0, order.size())
        .filter(i -> order.has(i, FrameOrder.CORRUPT))
        .mapToLong(order::rank)
        .toArray();
  }
}
