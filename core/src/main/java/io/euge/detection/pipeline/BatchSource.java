package io.euge.detection.pipeline;

/** Gives the filled batches of one video in order: decoded when asked for, or ahead. */
interface BatchSource extends AutoCloseable {
  /**
   * The next batch, valid until the next call; null after the last. The last batch may hold fewer
   * frames than it could, none, or a failure that ended its filling.
   */
  FrameBatch next();

  /** Stops decoding. When this returns, nobody touches the video or a batch any more. */
  @Override
  void close();
}
