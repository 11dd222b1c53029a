package io.euge.dist;

import io.euge.simulation.GpuClient;
import io.euge.simulation.GpuParameters;
import io.euge.simulation.OutOfGpuMemory;
import io.euge.simulation.RunCost;
import io.euge.simulation.VirtualGpu;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * A number of processes and tasks on one GPU. Each task repeatedly prepares a batch on its own core
 * and runs it.
 *
 * @param processes number of processes that share the GPU
 * @param tasks per process
 * @param shared whether a process's tasks share one copy of the model
 * @param mps whether the kernels of the processes overlap
 */
record SimulatedRun(int processes, int tasks, boolean shared, boolean mps) {
  /**
   * The settings that all runs of an experiment have in common.
   *
   * @param batch batch size
   * @param hostSeconds a task's work on its core per frame, mainly decoding
   * @param seconds simulated duration
   */
  record Setting(
      GpuParameters gpu, SimulatedNetwork network, int batch, double hostSeconds, double seconds) {}

  /**
   * The result of a simulated run.
   *
   * @param fits whether the memory was sufficient; otherwise nothing ran
   * @param bytes maximum of the allocated memory
   * @param reason why it does not fit; empty if it does
   */
  record Outcome(
      SimulatedRun trial,
      boolean fits,
      double framesPerSecond,
      long bytes,
      long switches,
      String reason) {
    static Outcome without(SimulatedRun trial, VirtualGpu gpu, String reason) {
      return new Outcome(trial, false, 0, gpu.memoryPeak(), 0, reason);
    }
  }

  private record Ready(double time, int task) {}

  /** Simulates the run. */
  Outcome run(Setting setting) {
    VirtualGpu gpu = new VirtualGpu(setting.gpu());
    try {
      fill(gpu, setting);
    } catch (OutOfGpuMemory e) {
      return Outcome.without(this, gpu, e.getMessage());
    }
    SimulatedNetwork network = setting.network();
    RunCost cost =
        setting.gpu().run(setting.batch(), network.gflops(), network.input(), network.output());
    double host = setting.hostSeconds() * setting.batch();
    PriorityQueue<Ready> ready =
        new PriorityQueue<>(Comparator.comparingDouble(Ready::time).thenComparingInt(Ready::task));
    Map<Long, Integer> running = new HashMap<>();
    for (int task = 0; task < processes * tasks; task++) {
      // Tasks start at different times; otherwise they would remain synchronized.
      ready.add(new Ready(host * task / (processes * tasks), task));
    }
    // The warm-up is not counted because the GPU is partly idle.
    double from = setting.seconds() / 5;
    double before = 0;
    while (gpu.now() < setting.seconds()) {
      double end = gpu.now() < from ? from : setting.seconds();
      double next = Math.min(gpu.nextEvent(), ready.isEmpty() ? end : time(ready));
      gpu.advanceTo(Math.min(end, Math.max(next, Math.nextUp(gpu.now()))));
      before = gpu.now() <= from ? gpu.totals().work() : before;
      for (Map.Entry<Long, Double> ended : gpu.removeEnded().entrySet()) {
        ready.add(new Ready(ended.getValue() + host, running.remove(ended.getKey())));
      }
      while (!ready.isEmpty() && time(ready) <= gpu.now()) {
        int task = ready.poll().task();
        running.put(gpu.submit(1 + task / tasks, cost), task);
      }
    }
    // Computed from the work, because many runs may end at the same time.
    double runs = (gpu.totals().work() - before) / cost.work();
    double rate = runs * setting.batch() / (setting.seconds() - from);
    return new Outcome(this, true, rate, gpu.memoryPeak(), gpu.switches(), "");
  }

  private static double time(PriorityQueue<Ready> ready) {
    return ready.element().time();
  }

  /** Loads everything that all tasks need at the same time, including the buffers of their runs. */
  private void fill(VirtualGpu gpu, Setting setting) {
    SimulatedNetwork network = setting.network();
    long model = network.weights() + setting.gpu().session();
    long buffers = setting.gpu().activations(setting.batch(), network.input());
    for (int process = 1; process <= processes; process++) {
      gpu.attach(new GpuClient(process, mps, 1));
      for (int task = 0; task < tasks; task++) {
        if (task == 0 || !shared) {
          gpu.allocate(process, "model", model);
        }
        gpu.allocate(process, "buffers", buffers);
      }
    }
  }
}
