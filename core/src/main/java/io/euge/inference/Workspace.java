package io.euge.inference;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * One caller's buffers on a shared session. Not thread-safe but for {@link #close()}; many
 * workspaces run at once on one session. The workspace owns its buffers: they must not be touched
 * after {@link #close()}.
 */
public interface Workspace extends AutoCloseable {
  /** Returns the most frames of one run. */
  int capacity();

  /**
   * Returns the memory that frames are written into: direct, {@code capacity} times the {@code
   * frameBytes} of the model's input, in that input's layout and without gaps, frame {@code i} at
   * {@code i * frameBytes}. Aligned to 64 bytes, and 64 bytes behind the end are owned too, so that
   * a writer in vectors of that size may overrun. Always the same buffer.
   */
  ByteBuffer input();

  /**
   * Runs the model on the frames {@code [0, frames)} and returns when their outputs are there.
   *
   * @throws IllegalArgumentException if {@code frames} is not within 1 and the capacity
   * @throws IllegalStateException if the workspace is closed
   * @throws FramesFailedException if some frames failed and the others have their outputs
   * @throws InferenceInterruptedException if interrupted while waiting for a turn
   * @throws InferenceException if the run failed as a whole
   */
  void run(int frames);

  /**
   * Returns an output of the last run: direct floats in the shape that the model says, positioned
   * at 0, valid until the next run or close.
   *
   * @param index into the model's outputs
   * @throws IllegalStateException if nothing has run yet or the workspace is closed
   */
  FloatBuffer output(int index);

  /**
   * Returns the nanoseconds of the last run in which its frames waited for a batch or a turn on the
   * device; 0 where the caller's thread runs them at once.
   */
  default long waitedNanos() {
    return 0;
  }

  /**
   * Returns the nanoseconds in which the device was busy with the frames of the last run: of a
   * batch with other callers' frames, their share. 0 where batches are not run for several callers.
   */
  default long deviceNanos() {
    return 0;
  }

  /**
   * Frees the buffers. Harmless when called again. Another thread may call this, as when a task is
   * killed: it waits for a run under way, and later runs find the workspace closed.
   */
  @Override
  void close();
}
