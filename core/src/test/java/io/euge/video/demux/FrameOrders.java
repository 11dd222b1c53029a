package io.euge.video.demux;

import io.euge.video.ClockState;
import java.util.Set;

/** Creates frame orders for tests of other packages. */
public final class FrameOrders {
  private FrameOrders() {}

  /**
   * Returns an order of the frames of packets numbered from 0.
   *
   * @param keyframes numbers of the packets of keyframes
   * @param ranks ranks in decoding order, which are times in seconds too
   */
  public static FrameOrder of(Set<Integer> keyframes, long... ranks) {
    FrameOrder order = empty(0);
    for (int i = 0; i < ranks.length; i++) {
      order.add(ranks[i], i, ranks[i], keyframes.contains(i) ? FrameOrder.KEY : 0);
    }
    return order;
  }

  /** Returns an order without frames whose clock ticks once a second. */
  public static FrameOrder empty(long firstIndex) {
    return new FrameOrder(firstIndex, new FrameClock(1, 1, false, ClockState.START));
  }
}
