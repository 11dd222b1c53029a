package io.euge.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A GPU in simulated time. Only {@link #advanceTo} moves the time: no method waits, and the same
 * calls give the same times. Not thread-safe.
 *
 * <p>Kernels are modelled as a fluid. A run keeps {@link RunCost#width} multiprocessors busy; if
 * the runs demand more than the GPU has, each gets the same fraction of its demand. Copies in the
 * same direction share the bandwidth equally. Processes without MPS are time-sliced, see {@link
 * TimeSlicing}; the runs of one process overlap, as on several CUDA streams.
 */
public final class VirtualGpu {
  final GpuParameters parameters;
  final SortedMap<Long, GpuClient> clients = new TreeMap<>();
  final List<Run> runs = new ArrayList<>();
  final Map<Long, Ended> ended = new HashMap<>();
  final GpuMemory memory;
  final TimeSlicing slicing;
  double now;
  long next = 1;
  GpuTotals totals = GpuTotals.NONE;

  /** The end of a run. */
  record Ended(long process, double time) {}

  public VirtualGpu(GpuParameters parameters) {
    this(
        parameters,
        new GpuMemory(parameters.memory()),
        new TimeSlicing(parameters.sliceSeconds(), parameters.switchSeconds()));
  }

  private VirtualGpu(GpuParameters parameters, GpuMemory memory, TimeSlicing slicing) {
    this.parameters = parameters;
    this.memory = memory;
    this.slicing = slicing;
  }

  /** Returns an independent copy. */
  VirtualGpu copy() {
    VirtualGpu copy = new VirtualGpu(parameters, memory.copy(), slicing.copy());
    copy.clients.putAll(clients);
    runs.forEach(run -> copy.runs.add(run.copy()));
    copy.ended.putAll(ended);
    copy.now = now;
    copy.next = next;
    copy.totals = totals;
    return copy;
  }

  /** Returns the current time in simulated seconds. */
  public double now() {
    return now;
  }

  /**
   * Adds a process that uses the GPU, or updates its settings.
   *
   * @throws OutOfGpuMemory if its context does not fit
   */
  public void attach(GpuClient client) {
    if (!clients.containsKey(client.process()) && parameters.context() > 0) {
      memory.allocate(client.process(), GpuMemory.CONTEXT, parameters.context());
    }
    clients.put(client.process(), client);
  }

  /** Removes a process with its memory and its runs. */
  public void detach(long process) {
    clients.remove(process);
    runs.removeIf(run -> run.client.process() == process);
    ended.values().removeIf(end -> end.process == process);
    memory.freeAll(process);
  }

  /** Returns the processes that use the GPU, by PID. */
  public SortedMap<Long, GpuClient> clients() {
    return Collections.unmodifiableSortedMap(clients);
  }

  /**
   * Allocates memory for a process.
   *
   * @param what the purpose, in words
   * @return the ID to pass to {@link #free}
   * @throws OutOfGpuMemory if it does not fit
   */
  public long allocate(long process, String what, long bytes) {
    return memory.allocate(client(process).process(), what, bytes);
  }

  /** Frees memory; does nothing if the allocation does not exist. */
  public void free(long id) {
    memory.free(id);
  }

  /** Returns the allocated memory in bytes. */
  public long memoryUsed() {
    return memory.used();
  }

  /** Returns the allocated memory of each process that has any, in bytes by PID. */
  public Map<Long, Long> memoryOfProcesses() {
    return memory.allocations.values().stream()
        .collect(
            Collectors.groupingBy(
                GpuMemory.Allocation::process,
                TreeMap::new,
                Collectors.summingLong(GpuMemory.Allocation::bytes)));
  }

  /** Returns the maximum of the allocated memory so far, in bytes. */
  public long memoryPeak() {
    return memory.peak;
  }

  /** Returns the number of allocations of a process for a purpose. */
  public long allocations(long process, String what) {
    return memory.allocations.values().stream()
        .filter(one -> one.process() == process && one.what().equals(what))
        .count();
  }

  /** Returns the totals since the start. */
  public GpuTotals totals() {
    return totals;
  }

  /** Returns the number of switches between processes. */
  public long switches() {
    return slicing.switches;
  }

  /**
   * Starts a run of a process.
   *
   * @return the ID of the run
   */
  public long submit(long process, RunCost cost) {
    Run run = Run.of(next++, client(process), cost);
    if (run.done()) {
      ended.put(run.id, new Ended(process, now));
    } else {
      runs.add(run);
    }
    totals = totals.withRun();
    return run.id;
  }

  /** Cancels a run. */
  public void cancel(long id) {
    runs.removeIf(run -> run.id == id);
    ended.remove(id);
  }

  /** Removes and returns the end time of a run; empty while it is in progress. */
  public OptionalDouble ended(long id) {
    Ended end = ended.remove(id);
    return end == null ? OptionalDouble.empty() : OptionalDouble.of(end.time);
  }

  /** Removes and returns the end times of the runs that have ended, by run ID. */
  public Map<Long, Double> removeEnded() {
    Map<Long, Double> times = new TreeMap<>();
    ended.forEach((id, end) -> times.put(id, end.time));
    ended.clear();
    return times;
  }

  /**
   * Returns when a run will end if no other run is submitted, in simulated seconds.
   *
   * @throws IllegalStateException if the run does not exist
   */
  double predictEnd(long id) {
    VirtualGpu future = copy();
    while (!future.ended.containsKey(id)) {
      if (future.runs.stream().noneMatch(run -> run.id == id)) {
        throw new IllegalStateException("there is no run " + id);
      }
      future.step(Double.POSITIVE_INFINITY);
    }
    return future.ended.get(id).time;
  }

  /** Returns the time of the next event; infinite if no run is in progress. */
  public double nextEvent() {
    SortedSet<Long> waiting = prepare();
    return now + untilNext(waiting);
  }

  /** Advances to a time; does nothing if it is in the past. */
  public void advanceTo(double time) {
    while (now < time) {
      if (runs.isEmpty()) {
        now = time;
      } else {
        step(time);
      }
    }
  }

  private GpuClient client(long process) {
    GpuClient client = clients.get(process);
    if (client == null) {
      throw new IllegalStateException("process " + process + " does not use this GPU");
    }
    return client;
  }

  /** Advances to the next event, or to {@code until} if that is sooner. */
  private void step(double until) {
    SortedSet<Long> waiting = prepare();
    double seconds = Math.min(untilNext(waiting), until - now);
    double work = 0;
    boolean shared = shared();
    for (Run run : runs) {
      if (run.phase == Run.Phase.KERNELS) {
        work += run.rate * seconds;
      }
      run.advance(seconds);
    }
    boolean busy = !waiting.isEmpty();
    totals = totals.after(seconds, work, busy, busy && slicing.switching > 0, shared);
    if (busy) {
      slicing.advance(seconds);
    }
    now = seconds == until - now ? until : now + seconds;
    for (Iterator<Run> all = runs.iterator(); all.hasNext(); ) {
      Run run = all.next();
      if (run.done()) {
        ended.put(run.id, new Ended(run.client.process(), now));
        all.remove();
      }
    }
  }

  private boolean shared() {
    return runs.stream().mapToLong(run -> run.client.process()).distinct().limit(2).count() > 1;
  }

  private double untilNext(SortedSet<Long> waiting) {
    double seconds = slicing.nextChange(waiting);
    for (Run run : runs) {
      seconds = Math.min(seconds, run.secondsLeft());
    }
    return seconds;
  }

  /**
   * Schedules the time slices, sets the rate of every run and returns the owners that have work.
   */
  private SortedSet<Long> prepare() {
    SortedSet<Long> waiting = new TreeSet<>();
    for (Run run : runs) {
      if (run.onGpu()) {
        waiting.add(run.client.sliceOwner());
      }
    }
    slicing.schedule(waiting);
    Rates.assign(runs, slicing, parameters);
    return waiting;
  }
}
