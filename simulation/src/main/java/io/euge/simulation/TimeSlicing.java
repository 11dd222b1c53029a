package io.euge.simulation;

import java.util.SortedSet;

/**
 * Decides whose kernels and copies a GPU runs now. Without MPS that is one process at a time: it
 * goes on until its slice is over and another waits, or until it has nothing to run.
 */
final class TimeSlicing {
  private static final long NOBODY = -1;

  private final double slice;
  private final double cost;
  long owner = NOBODY;

  /** Seconds that are left of the owner's slice. */
  double left;

  /** Seconds until the owner's state is on the GPU. */
  double switching;

  /** How often the owner changed, at the cost of a switch. */
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
   * Gives the GPU to the next owner if it is time.
   *
   * @param waiting those with something to run, the owner perhaps among them
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

  /** Returns whether an owner's kernels and copies run now. */
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
