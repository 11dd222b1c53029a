package io.euge.bench.gpusim;

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
 * Some processes with some tasks each on one GPU. Each task prepares a batch on a core of its own,
 * runs it, and begins again.
 *
 * @param processes that share the GPU
 * @param tasks of each process
 * @param shared whether a process's tasks share one copy of the model
 * @param mps whether the processes' kernels overlap
 */
public record SimulatedRun(int processes, int tasks, boolean shared, boolean mps) {
  /**
   * What all trials of an experiment have in common.
   *
   * @param batch frames of a run
   * @param hostSeconds a task's work on its core for a frame, decoding above all
   * @param seconds simulated
   */
  public record Setting(
      GpuParameters gpu, Network network, int batch, double hostSeconds, double seconds) {}

  /**
   * How it went.
   *
   * @param fits whether the memory was enough; if not, nothing ran
   * @param bytes the most memory that was taken
   * @param reason why it does not fit; empty if it does
   */
  public record Outcome(
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

  /** Simulates it. */
  public Outcome run(Setting setting) {
    VirtualGpu gpu = new VirtualGpu(setting.gpu());
    try {
      fill(gpu, setting);
    } catch (OutOfGpuMemory e) {
      return Outcome.without(this, gpu, e.getMessage());
    }
    Network network = setting.network();
    RunCost cost =
        setting.gpu().run(setting.batch(), network.gflops(), network.input(), network.output());
    double host = setting.hostSeconds() * setting.batch();
    PriorityQueue<Ready> ready =
        new PriorityQueue<>(Comparator.comparingDouble(Ready::time).thenComparingInt(Ready::task));
    Map<Long, Integer> running = new HashMap<>();
    for (int task = 0; task < processes * tasks; task++) {
      // Tasks do not begin all at once, or they would stay in step for ever.
      ready.add(new Ready(host * task / (processes * tasks), task));
    }
    // The beginning is not counted: the GPU is idle there.
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
    // By the work and not by the runs that ended, of which many may end at the same time.
    double runs = (gpu.totals().work() - before) / cost.work();
    double rate = runs * setting.batch() / (setting.seconds() - from);
    return new Outcome(this, true, rate, gpu.memoryPeak(), gpu.switches(), "");
  }

  private static double time(PriorityQueue<Ready> ready) {
    return ready.element().time();
  }

  /** Loads what all tasks need at the same time, buffers of their runs included. */
  private void fill(VirtualGpu gpu, Setting setting) {
    Network network = setting.network();
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
