package io.euge.detection.pipeline;

import io.euge.video.decode.VideoReader;
import java.util.function.BooleanSupplier;

/** Decodes in the caller's thread when a batch is asked for: right where the CPU infers too. */
final class OnDemand implements BatchSource {
  private final FrameBatch batch;
  private final VideoReader video;
  private final BooleanSupplier next;
  private boolean more = true;

  OnDemand(FrameBatch batch, VideoReader video, BooleanSupplier next) {
    this.batch = batch;
    this.video = video;
    this.next = next;
  }

  @Override
  public FrameBatch next() {
    if (!more) {
      return null;
    }
    batch.fill(video, next);
    more = !batch.last();
    return batch;
  }

  @Override
  public void close() {}
}
