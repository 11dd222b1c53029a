package io.euge.video.decode;

import io.euge.video.demux.FrameOrder;

/** Selects the frames of a segment that the sampling takes, before they are decoded. */
final class FrameSelector {
  private final Sampler sampler;
  private final FrameOrder order;
  private final StreamClock clock;
  private final long endPts;

  /**
   * @param endPts presentation time of the first frame after the segment
   */
  FrameSelector(Sampler sampler, FrameOrder order, StreamClock clock, long endPts) {
    this.sampler = sampler;
    this.order = order;
    this.clock = clock;
    this.endPts = endPts;
  }

  /** Returns whether the frame at a position of the order is selected. */
  boolean selects(int position) {
    double seconds = clock.seconds(order.pts(position));
    double next =
        position + 1 < order.size()
            ? clock.seconds(order.pts(position + 1))
            : seconds + clock.frameSeconds();
    return order.pts(position) < endPts
        && sampler.selects(
            order.index(position), seconds, next, order.has(position, FrameOrder.KEY));
  }

  /** Returns whether a frame that has no position in the order is selected. */
  boolean selects(CurrentFrame frame) {
    return sampler.selects(
        frame.index(), frame.seconds(), frame.seconds() + clock.frameSeconds(), frame.isKey());
  }

  /** Returns whether only keyframes are decoded. Frames that are counted must all be. */
  boolean keyframesOnly() {
    return sampler.keyframesOnly() && !order.isAbandoned();
  }

  /** Returns whether frames are skipped that others may be decoded from. */
  boolean isSparse() {
    return sampler.isSparse();
  }
}
