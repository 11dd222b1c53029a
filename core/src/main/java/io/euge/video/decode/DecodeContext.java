package io.euge.video.decode;

import io.euge.video.Segment;
import io.euge.video.demux.FrameOrder;

/**
 * What feeding packets and accepting frames share about a segment.
 *
 * @param order the frames that the packets promise, in the order of output
 * @param damage what was lost, and why
 */
record DecodeContext(
    Segment segment,
    FrameOrder order,
    FrameSelector selector,
    CorruptFrameTracker corruption,
    DamageLog damage,
    CurrentFrame current) {
  /** Returns whether the frame at a position of the order belongs to the segment. */
  boolean isInside(int position) {
    return order.index(position) < segment.endFrame();
  }
}
