package io.euge.bench.gpu;

import io.euge.device.gpu.GpuShare;
import java.util.Objects;

/**
 * One point of the experiment: a model, a number of processes and a number of tasks per process.
 *
 * @param model its name
 * @param processes number of concurrent processes on the device
 * @param tasks number of concurrent tasks per process
 * @param shared whether the tasks of a process share one copy of the model
 * @param mps whether the processes are MPS clients; otherwise they are time-sliced
 * @param frames number of frames that a task submits at once
 * @param batch maximum batch size across tasks; 1 if tasks run separately
 * @param delay milliseconds that frames wait at most for a batch across tasks
 * @param gigabytes memory of the card that is emulated by limiting the copies of the model; 0 for
 *     all of the device's
 * @param tensorRt whether TensorRT compiles the model, instead of CUDA's kernels
 */
record GpuPoint(
    String model,
    int processes,
    int tasks,
    boolean shared,
    boolean mps,
    int frames,
    int batch,
    int delay,
    int gigabytes,
    boolean tensorRt) {
  GpuPoint {
    Objects.requireNonNull(model, "model");
  }

  GpuPoint(String model, int tasks) {
    this(model, 1, tasks, true, false, 1, 1, 0, 0, false);
  }

  GpuPoint withFrames(int count) {
    return new GpuPoint(
        model, processes, tasks, shared, mps, count, batch, delay, gigabytes, tensorRt);
  }

  GpuPoint withProcesses(int count) {
    return new GpuPoint(
        model, count, tasks, shared, mps, frames, batch, delay, gigabytes, tensorRt);
  }

  GpuPoint withCopies() {
    return new GpuPoint(
        model, processes, tasks, false, mps, frames, batch, delay, gigabytes, tensorRt);
  }

  GpuPoint withoutMps() {
    return new GpuPoint(
        model, processes, tasks, shared, false, frames, batch, delay, gigabytes, tensorRt);
  }

  GpuPoint withTasks(int count) {
    return new GpuPoint(
        model, processes, count, shared, mps, frames, batch, delay, gigabytes, tensorRt);
  }

  /** Returns whether it is one process whose tasks run single frames on the whole device. */
  boolean isPlainProcess() {
    return processes == 1 && frames == 1 && batch == 1 && gigabytes == 0 && !tensorRt;
  }

  GpuPoint withMps() {
    return new GpuPoint(
        model, processes, tasks, shared, true, frames, batch, delay, gigabytes, tensorRt);
  }

  GpuPoint withBatch(int most, int millis) {
    return new GpuPoint(
        model, processes, tasks, shared, mps, frames, most, millis, gigabytes, tensorRt);
  }

  GpuPoint withCard(int size) {
    return new GpuPoint(model, processes, tasks, shared, mps, frames, batch, delay, size, tensorRt);
  }

  GpuPoint withTensorRt() {
    return new GpuPoint(
        model, processes, tasks, shared, mps, frames, batch, delay, gigabytes, true);
  }

  /** Returns what computes: the outputs of points with the same are equal to the bit. */
  String kernels() {
    return tensorRt ? model + ", TensorRT" : model;
  }

  /**
   * Returns the bytes that each copy of the model may take of the emulated card: an equal part of
   * what the contexts of the processes leave; 0 for no limit.
   */
  long bytesOfCopy() {
    long copies = (long) processes * (shared ? 1 : tasks);
    long left = ((long) gigabytes << 30) - processes * GpuShare.CONTEXT;
    return gigabytes == 0 ? 0 : Math.max(1, left / copies);
  }

  @Override
  public String toString() {
    return "%s, %d process%s of %d task%s, %s%s%s%s%s"
        .formatted(
            kernels(),
            processes,
            processes == 1 ? "" : "es",
            tasks,
            tasks == 1 ? "" : "s",
            shared ? "shared" : "a copy each",
            mps ? ", MPS" : "",
            frames == 1 ? "" : ", " + frames + " frames at once",
            batch == 1 ? "" : ", batches of " + batch + " within " + delay + " ms",
            gigabytes == 0 ? "" : ", on " + gigabytes + " GiB");
  }
}
