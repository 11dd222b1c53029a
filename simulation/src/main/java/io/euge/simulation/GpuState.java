package io.euge.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of a GPU between two accesses by processes of its host, serialized as lines of text.
 * Each line starts with a keyword, followed by its values. Floating-point numbers are written
 * without loss of precision.
 *
 * @param epoch when the simulated time began, in milliseconds of Unix time
 * @param started start times of the processes that use the GPU, in milliseconds of Unix time; they
 *     distinguish processes whose PID is reused
 */
record GpuState(long epoch, VirtualGpu gpu, SortedMap<Long, Long> started) {
  /** Returns the state of a GPU that no process has used. */
  static GpuState fresh(GpuParameters parameters, long epoch) {
    return new GpuState(epoch, new VirtualGpu(parameters), new TreeMap<>());
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    line(lines, "epoch", epoch, gpu.now, gpu.next);
    TimeSlicing slicing = gpu.slicing;
    line(lines, "turn", slicing.owner, slicing.left, slicing.switching, slicing.switches);
    GpuTotals totals = gpu.totals;
    line(
        lines,
        "totals",
        totals.runs(),
        totals.busySeconds(),
        totals.work(),
        totals.switchSeconds(),
        totals.sharedSeconds(),
        totals.sharedWork());
    line(lines, "memory", gpu.memory.next, gpu.memory.peak);
    for (GpuClient client : gpu.clients.values()) {
      long begun = started.getOrDefault(client.process(), 0L);
      line(lines, "client", client.process(), begun, client.mps(), client.share());
    }
    for (GpuMemory.Allocation allocation : gpu.memory.allocations.values()) {
      line(
          lines,
          "part",
          allocation.id(),
          allocation.process(),
          allocation.bytes(),
          allocation.what());
    }
    for (Run run : gpu.runs) {
      RunCost cost = run.cost;
      line(
          lines,
          "run",
          run.id,
          run.client.process(),
          run.phase,
          run.left,
          cost.copiedIn(),
          cost.launchSeconds(),
          cost.width(),
          cost.work(),
          cost.copiedOut());
    }
    gpu.ended.forEach((id, end) -> line(lines, "ended", id, end.process(), end.time()));
    return lines;
  }

  private static void line(List<String> lines, Object... words) {
    StringBuilder line = new StringBuilder();
    for (Object word : words) {
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
  }

  /**
   * Parses lines written by {@link #lines}.
   *
   * @throws RuntimeException if the lines do not have this format
   */
  static GpuState of(GpuParameters parameters, List<String> lines) {
    long epoch = Long.parseLong(lines.get(0).split(" ", -1)[1]);
    GpuState state = fresh(parameters, epoch);
    for (String line : lines) {
      state.read(line.split(" ", 5), line.split(" ", -1));
    }
    return state;
  }

  /**
   * Reads one line.
   *
   * @param few the line split into at most five fields; the fifth is the rest of the line
   * @param words the line split at every space
   */
  private void read(String[] few, String[] words) {
    TimeSlicing slicing = gpu.slicing;
    switch (words[0]) {
      case "epoch" -> {
        gpu.now = Double.parseDouble(words[2]);
        gpu.next = Long.parseLong(words[3]);
      }
      case "turn" -> {
        slicing.owner = Long.parseLong(words[1]);
        slicing.left = Double.parseDouble(words[2]);
        slicing.switching = Double.parseDouble(words[3]);
        slicing.switches = Long.parseLong(words[4]);
      }
      case "totals" ->
          gpu.totals =
              new GpuTotals(
                  Long.parseLong(words[1]),
                  Double.parseDouble(words[2]),
                  Double.parseDouble(words[3]),
                  Double.parseDouble(words[4]),
                  Double.parseDouble(words[5]),
                  Double.parseDouble(words[6]));
      case "memory" -> {
        gpu.memory.next = Long.parseLong(words[1]);
        gpu.memory.peak = Long.parseLong(words[2]);
      }
      case "client" -> {
        long process = Long.parseLong(words[1]);
        started.put(process, Long.parseLong(words[2]));
        boolean mps = Boolean.parseBoolean(words[3]);
        gpu.clients.put(process, new GpuClient(process, mps, Double.parseDouble(words[4])));
      }
      case "part" -> {
        long id = Long.parseLong(few[1]);
        long bytes = Long.parseLong(few[3]);
        gpu.memory.allocations.put(
            id, new GpuMemory.Allocation(id, Long.parseLong(few[2]), few[4], bytes));
      }
      case "run" -> gpu.runs.add(run(words));
      case "ended" ->
          gpu.ended.put(
              Long.parseLong(words[1]),
              new VirtualGpu.Ended(Long.parseLong(words[2]), Double.parseDouble(words[3])));
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private Run run(String[] words) {
    double[] numbers = new double[words.length];
    for (int i = 4; i < words.length; i++) {
      numbers[i] = Double.parseDouble(words[i]);
    }
    return new Run(
        Long.parseLong(words[1]),
        gpu.clients.get(Long.parseLong(words[2])),
        new RunCost(numbers[5], numbers[6], numbers[7], numbers[8], numbers[9]),
        Run.Phase.valueOf(words[3]),
        numbers[4]);
  }
}
