package io.euge.detection.pipeline;

import io.euge.TimeAccount;
import io.euge.video.FrameSource;

/** Decodes in the caller's thread when a batch is asked for: right where the CPU infers too. */
final class OnDemand implements BatchSource {
  private final FrameBatch batch;
  private final FrameSource frames;
  private final TimeAccount account;
  private boolean more = true;

  OnDemand(FrameBatch batch, FrameSource frames, TimeAccount account) {
    this.batch = batch;
    this.frames = frames;
    this.account = account;
  }

  @Override
  public FrameBatch next() {
    if (!more) {
      return null;
    }
    batch.fill(frames, account);
    more = !batch.last();
    return batch;
  }

  @Override
  public void close() {}
}
