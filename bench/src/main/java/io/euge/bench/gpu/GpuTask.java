package io.euge.bench.gpu;

import io.euge.inference.Workspace;
import io.euge.inference.sharing.ModelLease;
import io.euge.model.Model;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;

/** A task that holds a lease and repeatedly runs frames of noise. Not thread-safe. */
final class GpuTask implements AutoCloseable {
  private final ModelLease lease;
  private final Workspace workspace;
  private final int frames;
  private long[] nanos = new long[1024];
  private int runs;

  /**
   * Creates a task.
   *
   * @param lease this task closes it
   * @param frames number of frames that it submits at once
   */
  GpuTask(ModelLease lease, int frames) {
    this.lease = lease;
    this.frames = frames;
    try {
      workspace = lease.workspace(frames);
      fill(workspace.input());
    } catch (RuntimeException | Error e) {
      lease.close();
      throw e;
    }
  }

  /** Fills all frames with noise, which is the same in every process. */
  private void fill(ByteBuffer input) {
    Random random = new Random(1);
    int bytes = input.capacity() / frames;
    byte[] frame = new byte[bytes];
    random.nextBytes(frame);
    for (int i = 0; i < frames; i++) {
      input.put(i * bytes, frame);
    }
  }

  /** Runs at least {@code count} frames and returns their number. */
  long run(int count) {
    long done = 0;
    while (done < count) {
      done += one();
    }
    return done;
  }

  /** Runs until {@link System#nanoTime} reaches {@code end} and returns the number of frames. */
  long runUntil(long end) {
    long done = 0;
    while (System.nanoTime() < end) {
      done += one();
    }
    return done;
  }

  private int one() {
    long start = System.nanoTime();
    workspace.run(frames);
    if (runs == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * runs);
    }
    nanos[runs++] = System.nanoTime() - start;
    return frames;
  }

  void forgetTimes() {
    runs = 0;
  }

  DoubleStream milliseconds() {
    return Arrays.stream(nanos, 0, runs).mapToDouble(time -> time / 1e6);
  }

  /** Returns the concatenated outputs of the last frame. */
  float[] outputs() {
    Model model = lease.model();
    int floats = 0;
    for (int i = 0; i < model.outputs().size(); i++) {
      floats += workspace.output(i).remaining() / frames;
    }
    FloatBuffer last = FloatBuffer.allocate(floats);
    for (int i = 0; i < model.outputs().size(); i++) {
      FloatBuffer all = workspace.output(i);
      last.put(all.position(all.limit() - all.limit() / frames));
    }
    return last.array();
  }

  @Override
  public void close() {
    workspace.close();
    lease.close();
  }
}
