package io.euge.inference;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * The buffers of one caller of a shared session. Not safe for use by several threads, except {@link
 * #close()}; several workspaces of a session may run at once. The workspace owns its buffers: they
 * must not be used after {@link #close()}.
 */
public interface Workspace extends AutoCloseable {
  /** Returns the largest number of frames of one run. */
  int capacity();

  /**
   * Returns the buffer of the input: direct, {@code capacity} times the {@code frameBytes} of the
   * model's input, in that input's layout and without gaps, frame {@code i} at {@code i *
   * frameBytes}. Aligned to 64 bytes, and followed by 64 bytes that a writer of vectors of that
   * size may overwrite. Always the same buffer.
   */
  ByteBuffer input();

  /**
   * Runs the model on the frames {@code [0, frames)} and returns when their outputs are available.
   *
   * @throws IllegalArgumentException if {@code frames} is below 1 or above the capacity
   * @throws IllegalStateException if the workspace is closed
   * @throws FramesFailedException if some frames failed; the others have outputs
   * @throws InferenceInterruptedException if interrupted while waiting for a turn
   * @throws InferenceException if the run failed as a whole
   */
  void run(int frames);

  /**
   * Returns an output of the last run: direct floats in the shape of the model's output, positioned
   * at 0, valid until the next run or close.
   *
   * @param index index of the model's output
   * @throws IllegalStateException if nothing has run yet or the workspace is closed
   */
  FloatBuffer output(int index);

  /**
   * Returns how long the frames of the last run waited for a batch or for the device, in
   * nanoseconds; 0 if the caller's thread runs them immediately.
   */
  default long waitedNanos() {
    return 0;
  }

  /**
   * Returns how long an accelerator was busy with the frames of the last run, in nanoseconds: their
   * share of a batch with frames of other callers. 0 on the CPU, and if the session does not batch.
   */
  default long deviceNanos() {
    return 0;
  }

  /**
   * Frees the buffers. Has no effect if called again. Another thread may call this, for example
   * when a task is killed: it waits for a run in progress, and later runs throw.
   */
  @Override
  void close();
}
