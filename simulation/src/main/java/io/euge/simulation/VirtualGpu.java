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
 * each direction divide the bus evenly. Processes without MPS take turns, see {@link Turns}; the
 * runs of one process overlap, as those of several streams do.
 */
public final class VirtualGpu {
  final GpuParameters parameters;
  final SortedMap<Long, GpuClient> clients = new TreeMap<>();
  final List<Run> runs = new ArrayList<>();
  final Map<Long, Ended> ended = new HashMap<>();
  final GpuMemory memory;
  final Turns turns;
  double now;
  long next = 1;
  GpuTotals totals = GpuTotals.NONE;

  /** When a run came to its end. */
  record Ended(long process, double time) {}

  public VirtualGpu(GpuParameters parameters) {
    this(
        parameters,
        new GpuMemory(parameters.memory()),
        new Turns(parameters.sliceSeconds(), parameters.switchSeconds()));
  }

  private VirtualGpu(GpuParameters parameters, GpuMemory memory, Turns turns) {
    this.parameters = parameters;
    this.memory = memory;
    this.turns = turns;
  }

  /** One that goes its own way from here. */
  VirtualGpu copy() {
    VirtualGpu copy = new VirtualGpu(parameters, memory.copy(), turns.copy());
    copy.clients.putAll(clients);
    runs.forEach(run -> copy.runs.add(run.copy()));
    copy.ended.putAll(ended);
    copy.now = now;
    copy.next = next;
    copy.totals = totals;
    return copy;
  }

  /** Seconds since the beginning. */
  public double now() {
    return now;
  }

  /**
   * A process begins to use the GPU; one that does already may change how.
   *
   * @throws OutOfGpuMemory if there is no room for its context
   */
  public void attach(GpuClient client) {
    if (!clients.containsKey(client.process()) && parameters.context() > 0) {
      memory.take(client.process(), GpuMemory.CONTEXT, parameters.context());
    }
    clients.put(client.process(), client);
  }

  /** A process is gone, with all its memory and runs. */
  public void detach(long process) {
    clients.remove(process);
    runs.removeIf(run -> run.client.process() == process);
    ended.values().removeIf(end -> end.process == process);
    memory.giveBackAll(process);
  }

  /** The processes that use it, by their PIDs. */
  public SortedMap<Long, GpuClient> clients() {
    return Collections.unmodifiableSortedMap(clients);
  }

  /**
   * Takes memory for a process.
   *
   * @param what it is for, in words
   * @return an id to give it back by
   * @throws OutOfGpuMemory if there is no room
   */
  public long take(long process, String what, long bytes) {
    return memory.take(client(process).process(), what, bytes);
  }

  /** Gives memory back. */
  public void giveBack(long id) {
    memory.giveBack(id);
  }

  /** Bytes that are taken. */
  public long memoryUsed() {
    return memory.used();
  }

  /** The most bytes that were ever taken. */
  public long memoryPeak() {
    return memory.peak;
  }

  /** How many parts of the memory a process has for something. */
  public long held(long process, String what) {
    return memory.parts.values().stream()
        .filter(part -> part.process() == process && part.what().equals(what))
        .count();
  }

  /** What it has done. */
  public GpuTotals totals() {
    return totals;
  }

  /** How often processes took turns. */
  public long switches() {
    return turns.switches;
  }

  /**
   * A process begins a run now.
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

  /** Forgets a run. */
  public void cancel(long id) {
    runs.removeIf(run -> run.id == id);
    ended.remove(id);
  }

  /** When a run ended; empty while it goes on. Told once, then forgotten. */
  public OptionalDouble ended(long id) {
    Ended end = ended.remove(id);
    return end == null ? OptionalDouble.empty() : OptionalDouble.of(end.time);
  }

  /** The runs that have ended and were not asked for yet, with their times. */
  public Map<Long, Double> takeEnded() {
    Map<Long, Double> times = new TreeMap<>();
    ended.forEach((id, end) -> times.put(id, end.time));
    ended.clear();
    return times;
  }

  /**
   * When a run will end if nothing else comes.
   *
   * @throws IllegalStateException if it is not there
   */
  double willEnd(long id) {
    VirtualGpu future = copy();
    while (!future.ended.containsKey(id)) {
      if (future.runs.stream().noneMatch(run -> run.id == id)) {
        throw new IllegalStateException("there is no run " + id);
      }
      future.step(Double.POSITIVE_INFINITY);
    }
    return future.ended.get(id).time;
  }

  /** When something changes of itself; infinite if nothing runs. */
  public double nextEvent() {
    SortedSet<Long> waiting = prepare();
    return now + untilNext(waiting);
  }

  /** Moves on. A time that has passed already changes nothing. */
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

  /** Moves to the next event, or to a time if that is sooner. */
  private void step(double until) {
    SortedSet<Long> waiting = prepare();
    double seconds = Math.min(untilNext(waiting), until - now);
    double work = 0;
    boolean shared = shared();
    for (Run run : runs) {
      if (run.phase == Run.Phase.KERNELS) {
        work += run.rate * seconds;
      }
      run.pass(seconds);
    }
    boolean busy = !waiting.isEmpty();
    totals = totals.after(seconds, work, busy, busy && turns.switching > 0, shared);
    if (busy) {
      turns.pass(seconds);
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
    double seconds = turns.nextChange(waiting);
    for (Run run : runs) {
      seconds = Math.min(seconds, run.secondsLeft());
    }
    return seconds;
  }

  /** Settles whose turn it is, and gives every run its rate. */
  private SortedSet<Long> prepare() {
    SortedSet<Long> waiting = new TreeSet<>();
    for (Run run : runs) {
      if (run.onGpu()) {
        waiting.add(run.client.turn());
      }
    }
    turns.settle(waiting);
    Rates.give(runs, turns, parameters);
    return waiting;
  }
}
