package io.euge.detection.pipeline;

import io.euge.TaskPart;
import io.euge.TimeAccount;
import io.euge.detection.FrameDetections;
import io.euge.detection.family.FramePostprocessor;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The results of one video, frame by frame in presentation order, each computed on request. Where
 * decoding fails, the frames before the damage come first and then the failure is thrown.
 */
public final class Detections implements Iterator<FrameDetections>, AutoCloseable {
  private final BatchSource source;
  private final FramePostprocessor postprocessor;
  private final TimeAccount account;
  private FrameBatch batch;
  private int slot;
  private long postprocessingNanos;

  Detections(BatchSource source, FramePostprocessor postprocessor, TimeAccount account) {
    this.source = source;
    this.postprocessor = postprocessor;
    this.account = account;
  }

  /**
   * @throws io.euge.video.VideoException when the video is corrupt here
   * @throws io.euge.EugeException when the network cannot run
   */
  @Override
  public boolean hasNext() {
    while (batch == null || slot == batch.size()) {
      if (batch != null && batch.failure() != null) {
        throw failure(batch.failure());
      }
      int untimed = batch == null ? 0 : batch.untimed();
      FrameBatch next = source.next();
      account.move(TaskPart.WRITING, TaskPart.POSTPROCESSING, postprocessingNanos * untimed);
      if (next == null) {
        return false;
      }
      if (next.size() > 0) {
        next.infer(account);
      }
      batch = next;
      slot = 0;
    }
    return true;
  }

  @Override
  public FrameDetections next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the video has no more frames");
    }
    if (slot != batch.timed()) {
      return batch.detections(slot++, postprocessor);
    }
    account.enter(TaskPart.POSTPROCESSING);
    FrameDetections detections = batch.detections(slot++, postprocessor);
    postprocessingNanos = account.enter(TaskPart.WRITING);
    return detections;
  }

  /**
   * Returns the pixels of the frame that {@link #next} returned last, to be read before {@link
   * #hasNext} or {@link #next} is called again; null unless the detector keeps them.
   */
  public FramePixels pixels() {
    return batch.pixels(slot - 1);
  }

  /** Stops decoding. The video may be closed after this, not before. */
  @Override
  public void close() {
    source.close();
  }

  private static RuntimeException failure(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }
}
