package io.euge.bench.gpu;

/**
 * One point of the experiment: a model run by some processes with some tasks each.
 *
 * @param model its name
 * @param processes at once on the device
 * @param tasks of each process, at once
 * @param shared whether the tasks of a process share one copy of the model
 * @param mps whether the processes are clients of MPS; else they take turns
 * @param frames that a task hands over at once
 * @param batch most frames of different tasks in one run; 1 if each runs its own
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
