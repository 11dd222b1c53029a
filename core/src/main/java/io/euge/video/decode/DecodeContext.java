package io.euge.video.decode;

import io.euge.video.Segment;
import io.euge.video.demux.FrameOrder;

/**
 * What feeding packets and accepting frames share about a segment.
 *
 * @param order the frames that the packets promise, in presentation order
 * @param damage what was lost, and why
 */
record DecodeContext(
    Segment segment,
    FrameOrder order,
    FrameSelector selector,
    StreamClock clock,
    CorruptFrameTracker corruption,
    DamageLog damage,
    CurrentFrame current) {
  /** Returns the presentation time of the first frame after the segment. */
  long endPts() {
    return segment.to() == null ? Long.MAX_VALUE : segment.to().pts();
  }
}
