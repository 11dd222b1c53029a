package io.euge.video.decode;

import io.euge.video.demux.FrameOrder;

/** Selects the frames of a segment that the sampling takes, before they are decoded. */
final class FrameSelector {
  private final Sampler sampler;
  private final FrameOrder order;
  private final long endFrame;

  /**
   * @param endFrame index of the first frame after the segment
   */
  FrameSelector(Sampler sampler, FrameOrder order, long endFrame) {
    this.sampler = sampler;
    this.order = order;
    this.endFrame = endFrame;
  }

  /** Returns whether the frame at a position of the order is selected. */
  boolean selects(int position) {
    // Asking for the time of a frame fixes its place, so it is done only where it is needed.
    boolean timed = sampler.usesTimes();
    return order.index(position) < endFrame
        && sampler.selects(
            order.index(position),
            timed ? order.secondsBefore(position) : Double.NaN,
            timed ? order.seconds(position) : Double.NaN,
            order.has(position, FrameOrder.KEY));
  }

  /** Returns whether only keyframes are decoded. */
  boolean keyframesOnly() {
    return sampler.keyframesOnly();
  }

  /** Returns whether frames are skipped that others may be decoded from. */
  boolean isSparse() {
    return sampler.isSparse();
  }
}
