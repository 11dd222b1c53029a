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

/**
 * A GPU in simulated time, which only {@link #advanceTo} moves: nothing here waits, and the same
 * calls give the same times. Not safe for use by several threads.
 *
 * <p>Kernels are a fluid: a run keeps {@link RunCost#width} multiprocessors busy, fewer where more
 * are asked for than there are, and then all runs get the same part of what they ask. Copies in
 * each direction divide the bus evenly. Processes without MPS take turns, see {@link TimeSlicing};
 * the runs of one process overlap, as those of several streams do.
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

  /** Returns the simulated seconds since the beginning. */
  public double now() {
    return now;
  }

  /**
   * Adds a process that uses the GPU, or changes how it does.
   *
   * @throws OutOfGpuMemory if its context does not fit
   */
  public void attach(GpuClient client) {
    if (!clients.containsKey(client.process()) && parameters.context() > 0) {
      memory.allocate(client.process(), GpuMemory.CONTEXT, parameters.context());
    }
    clients.put(client.process(), client);
  }

  /** Removes a process, with all its memory and runs. */
  public void detach(long process) {
    clients.remove(process);
    runs.removeIf(run -> run.client.process() == process);
    ended.values().removeIf(end -> end.process == process);
    memory.freeAll(process);
  }

  /** Returns the processes that use it, by their PIDs. */
  public SortedMap<Long, GpuClient> clients() {
    return Collections.unmodifiableSortedMap(clients);
  }

  /**
   * Allocates memory for a process.
   *
   * @param what it is for, in words
   * @return an id to free it by
   * @throws OutOfGpuMemory if it does not fit
   */
  public long allocate(long process, String what, long bytes) {
    return memory.allocate(client(process).process(), what, bytes);
  }

  /** Frees memory. */
  public void free(long id) {
    memory.free(id);
  }

  /** Returns the bytes allocated. */
  public long memoryUsed() {
    return memory.used();
  }

  /** Returns the most bytes that were ever allocated. */
  public long memoryPeak() {
    return memory.peak;
  }

  /** Returns how many allocations a process has for a purpose. */
  public long allocations(long process, String what) {
    return memory.allocations.values().stream()
        .filter(one -> one.process() == process && one.what().equals(what))
        .count();
  }

  /** Returns what it has done. */
  public GpuTotals totals() {
    return totals;
  }

  /** Returns how often the GPU switched between processes. */
  public long switches() {
    return slicing.switches;
  }

  /**
   * Starts a run of a process.
   *
   * @return its id
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

  /** Removes a run. */
  public void cancel(long id) {
    runs.removeIf(run -> run.id == id);
    ended.remove(id);
  }

  /** Removes and returns the time of a run's end; empty while it goes on. */
  public OptionalDouble ended(long id) {
    Ended end = ended.remove(id);
    return end == null ? OptionalDouble.empty() : OptionalDouble.of(end.time);
  }

  /** Removes and returns the runs that have ended, with their times. */
  public Map<Long, Double> removeEnded() {
    Map<Long, Double> times = new TreeMap<>();
    ended.forEach((id, end) -> times.put(id, end.time));
    ended.clear();
    return times;
  }

  /**
   * Returns when a run will end if none is submitted.
   *
   * @throws IllegalStateException if it is not there
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

  /** Returns the time of the next change; infinite if nothing runs. */
  public double nextEvent() {
    SortedSet<Long> waiting = prepare();
    return now + untilNext(waiting);
  }

  /** Advances to a time; does nothing if it has passed. */
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

  /** Advances to the next event, or to a time if that is sooner. */
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

  /** Schedules the time slice and sets the rate of every run. */
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
