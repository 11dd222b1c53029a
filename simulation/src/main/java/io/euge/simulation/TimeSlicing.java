package io.euge.simulation;

import java.util.SortedSet;

/**
 * Schedules the kernels and copies of processes. Without MPS, one process runs at a time, until its
 * time slice ends and another process is waiting, or until it has no work.
 */
final class TimeSlicing {
  private static final long NOBODY = -1;

  private final double slice;
  private final double cost;
  long owner = NOBODY;

  /** Seconds left of the owner's time slice. */
  double left;

  /** Seconds until the switch to the owner is complete. */
  double switching;

  /** Number of switches between owners that took time. */
  long switches;

  TimeSlicing(double slice, double cost) {
    this.slice = slice;
    this.cost = cost;
  }

  TimeSlicing copy() {
    TimeSlicing copy = new TimeSlicing(slice, cost);
    copy.owner = owner;
    copy.left = left;
    copy.switching = switching;
    copy.switches = switches;
    return copy;
  }

  /**
   * Switches to the next owner if its turn has come.
   *
   * @param waiting the owners that have work, which may include the current one
   */
  void schedule(SortedSet<Long> waiting) {
    boolean stays = waiting.contains(owner) && (left > 0 || waiting.size() == 1);
    if (waiting.isEmpty() || stays) {
      return;
    }
    SortedSet<Long> behind = waiting.tailSet(owner + 1);
    if (owner != NOBODY) {
      switching = cost;
      switches++;
    }
    owner = behind.isEmpty() ? waiting.first() : behind.first();
    left = slice;
  }

  /** Returns whether the kernels and copies of an owner run now. */
  boolean runs(long candidate) {
    return candidate == owner && switching <= 0;
  }

  /** Returns the seconds until the next switch. */
  double nextChange(SortedSet<Long> waiting) {
    if (waiting.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    if (switching > 0) {
      return switching;
    }
    return waiting.size() > 1 ? left : Double.POSITIVE_INFINITY;
  }

  void advance(double seconds) {
    if (switching > 0) {
      switching = Math.max(0, switching - seconds);
    } else {
      left = Math.max(0, left - seconds);
    }
  }
}
