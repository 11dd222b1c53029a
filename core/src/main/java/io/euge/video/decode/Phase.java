package io.euge.video.decode;

/** What the decoder does with packets. */
enum Phase {
  /** Packets are sent to it. */
  FEEDING,
  /** It outputs the frames it has; then it is flushed and packets are sent again. */
  RESTARTING,
  /** It outputs the frames it has; no packet follows. */
  DRAINING,
  /** All frames were output. */
  ENDED
}
