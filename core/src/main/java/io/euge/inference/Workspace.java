package io.euge.inference;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * One caller's buffers on a shared session. Not thread-safe but for {@link #close()}; many
 * workspaces run at once on one session. The workspace owns its buffers: they must not be touched
 * after {@link #close()}.
 */
public interface Workspace extends AutoCloseable {
  /** Most frames of one run. */
  int capacity();

  /**
   * Where frames go: direct, {@code capacity*height*width*3} bytes, RGB rows without gaps, frame
   * {@code i} at {@code i*height*width*3}. Aligned to 64 bytes, and 64 bytes behind the end are
   * owned too, so that a writer in vectors of that size may overrun. Always the same buffer.
   */
  ByteBuffer input();

  /**
   * Runs the model on the frames {@code [0, frames)} and returns when their outputs are there.
   *
   * @throws IllegalArgumentException if {@code frames} is not within 1 and the capacity
   * @throws IllegalStateException if the workspace is closed
   * @throws FramesFailed if some frames failed and the others have their outputs
   * @throws InferenceInterrupted if interrupted while waiting for a turn
   * @throws InferenceException if the run failed as a whole
   */
  void run(int frames);

  /**
   * What the last run gave for a head: direct floats {@code [frames, channels, gridHeight,
   * gridWidth]}, positioned at 0, valid until the next run or close.
   *
   * @param head index into the model's heads
   * @throws IllegalStateException if nothing has run yet or the workspace is closed
   */
  FloatBuffer output(int head);

  /**
   * Frees the buffers. Harmless when called again. Another thread may call this, as when a task is
   * killed: it waits for a run under way, and later runs find the workspace closed.
   */
  @Override
  void close();
}
