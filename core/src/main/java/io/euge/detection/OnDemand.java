package io.euge.detection;

import io.euge.video.VideoReader;

/** Decodes in the caller's thread when a batch is asked for: right where the CPU infers too. */
final class OnDemand implements BatchSource {
  private final FrameBatch batch;
  private final VideoReader video;
  private boolean more = true;

  OnDemand(FrameBatch batch, VideoReader video) {
    this.batch = batch;
    this.video = video;
  }

  @Override
  public FrameBatch next() {
    if (!more) {
      return null;
    }
    batch.fill(video);
    more = !batch.last();
    return batch;
  }

  @Override
  public void close() {}
}
