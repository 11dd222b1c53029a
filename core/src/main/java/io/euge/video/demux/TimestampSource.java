package io.euge.video.demux;

/** Where the presentation times of a video come from. */
enum TimestampSource {
  /** The container has one for each packet. */
  GIVEN,
  /** The container has decoding times only; the kinds of the pictures tell the rest. */
  DERIVED,
  /** There are none that can be told without decoding: frames are counted as they come. */
  NONE
}
