package io.euge.bench.gpu;

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
 */
record GpuPoint(
    String model, int processes, int tasks, boolean shared, boolean mps, int frames, int batch) {
  GpuPoint(String model, int tasks) {
    this(model, 1, tasks, true, false, 1, 1);
  }

  GpuPoint withFrames(int count) {
    return new GpuPoint(model, processes, tasks, shared, mps, count, batch);
  }

  GpuPoint withProcesses(int count) {
    return new GpuPoint(model, count, tasks, shared, mps, frames, batch);
  }

  GpuPoint withCopies() {
    return new GpuPoint(model, processes, tasks, false, mps, frames, batch);
  }

  GpuPoint withMps() {
    return new GpuPoint(model, processes, tasks, shared, true, frames, batch);
  }

  GpuPoint withBatch(int most) {
    return new GpuPoint(model, processes, tasks, shared, mps, frames, most);
  }

  @Override
  public String toString() {
    return "%s, %d process%s of %d task%s, %s%s%s%s"
        .formatted(
            model,
            processes,
            processes == 1 ? "" : "es",
            tasks,
            tasks == 1 ? "" : "s",
            shared ? "shared" : "a copy each",
            mps ? ", MPS" : "",
            frames == 1 ? "" : ", " + frames + " frames at once",
            batch == 1 ? "" : ", batches of " + batch);
  }
}
