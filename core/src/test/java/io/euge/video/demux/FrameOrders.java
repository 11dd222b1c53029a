package io.euge.video.demux;

import java.util.Set;

/** Creates frame orders for tests of other packages. */
public final class FrameOrders {
  private FrameOrders() {}

  /**
   * Returns an order of the frames of packets numbered from 0.
   *
   * @param keyframes numbers of the packets of keyframes
   * @param pts presentation times in decoding order
   */
  public static FrameOrder of(Set<Integer> keyframes, long... pts) {
    FrameOrder order = new FrameOrder(0);
    for (int i = 0; i < pts.length; i++) {
      order.add(pts[i], i, keyframes.contains(i) ? FrameOrder.KEY : 0);
    }
    return order;
  }
}
