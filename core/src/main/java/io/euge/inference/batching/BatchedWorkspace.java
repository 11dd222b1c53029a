package io.euge.inference.batching;

import io.euge.inference.FrameBuffers;
import io.euge.inference.FramesFailedException;
import io.euge.inference.InferenceException;
import io.euge.inference.Workspace;
import io.euge.model.Model;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * A caller's buffers for a session that batches: those of a workspace of its own, and others for
 * what comes back from a batch with other callers' frames.
 */
final class BatchedWorkspace implements Workspace {
  private final Batcher batcher;
  private final Workspace buffers;
  private final boolean accelerator;
  private final boolean newCaller;
  private final Runnable onClose;
  private final FloatBuffer[] gathered;
  private final int[] frameFloats;
  private BatchRequest last;
  private boolean inPlace;
  private int outputs;
  private long waitedNanos;
  private long deviceNanos;
  private boolean closed;

  /**
   * @param accelerator whether the batches run on one, whose time is counted
   * @param newCaller whether the batcher has one caller more now, or one that it knows has more
   *     buffers
   */
  BatchedWorkspace(
      Batcher batcher,
      Workspace buffers,
      Model model,
      boolean accelerator,
      boolean newCaller,
      Runnable onClose) {
    this.batcher = batcher;
    this.buffers = buffers;
    this.accelerator = accelerator;
    this.newCaller = newCaller;
    this.onClose = onClose;
    this.gathered = new FloatBuffer[model.outputs().size()];
    this.frameFloats = new int[gathered.length];
    for (int index = 0; index < gathered.length; index++) {
      gathered[index] = FrameBuffers.output(model.outputs().get(index), buffers.capacity());
      frameFloats[index] = gathered[index].capacity() / buffers.capacity();
    }
    if (newCaller) {
      batcher.join();
    }
  }

  @Override
  public int capacity() {
    return buffers.capacity();
  }

  @Override
  public ByteBuffer input() {
    return buffers.input();
  }

  @Override
  public synchronized void run(int frames) {
    if (closed) {
      throw new IllegalStateException("this workspace is closed");
    }
    if (frames < 1 || frames > capacity()) {
      throw new IllegalArgumentException(
          "cannot run %d frames in a workspace of %d".formatted(frames, capacity()));
    }
    settle();
    outputs = 0;
    inPlace = false;
    waitedNanos = 0;
    deviceNanos = 0;
    BatchRequest request = batcher.run(this, frames);
    waitedNanos = request.waitedNanos();
    deviceNanos = accelerator ? request.deviceNanos() : 0;
    Map<Integer, Throwable> failures = request.failures();
    if (failures.size() == frames) {
      Throwable cause = failures.values().iterator().next();
      throw new InferenceException("Inference failed: " + cause.getMessage(), cause);
    }
    outputs = frames;
    if (!failures.isEmpty()) {
      throw new FramesFailedException(failures);
    }
  }

  /** Notes the request that the batcher has now. */
  void submitted(BatchRequest request) {
    last = request;
  }

  /** Waits for frames that an interrupted run may have left under way in these buffers. */
  private void settle() {
    if (last != null) {
      batcher.awaitSettled(last);
      last = null;
    }
  }

  /** Runs frames in these buffers. Called by the batcher while it has the request. */
  void runInPlace(int frames) {
    buffers.run(frames);
    inPlace = true;
  }

  /** Where the batcher puts what an output gave, all slots. */
  FloatBuffer gathered(int index) {
    return gathered[index];
  }

  @Override
  public synchronized FloatBuffer output(int index) {
    if (closed || outputs == 0) {
      throw new IllegalStateException(
          closed ? "this workspace is closed" : "there is no output before a run");
    }
    return inPlace ? buffers.output(index) : gathered[index].slice(0, outputs * frameFloats[index]);
  }

  @Override
  public synchronized long waitedNanos() {
    return waitedNanos;
  }

  @Override
  public synchronized long deviceNanos() {
    return deviceNanos;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    settle();
    if (newCaller) {
      batcher.leave();
    }
    try {
      buffers.close();
    } finally {
      onClose.run();
    }
  }
}
