package io.euge;

import java.util.function.LongSupplier;

/**
 * Divides the time of a task among its parts. At each moment the time is charged to exactly one
 * part, so that the parts add up to the whole. Each change of the part reads the clock once and
 * allocates nothing.
 *
 * <p>Where reading the clock for each frame would be too often, one frame of a batch is measured,
 * and the time of the others is moved to its part by that measure: the sum stays the same.
 *
 * <p>For one thread at a time.
 */
@SuppressWarnings("EnumOrdinal") // An array of times, for an EnumMap allocates with each change.
public final class TimeAccount {
  private static final TaskPart[] PARTS = TaskPart.values();

  private final LongSupplier clock;
  private final long[] nanos = new long[PARTS.length];
  private TaskPart part = TaskPart.OTHER;
  private long since;
  private long readings = 1;
  private long aheadNanos;
  private long deviceNanos;

  /** Opens an account; from now on time is charged to {@link TaskPart#OTHER}. */
  public TimeAccount() {
    this(System::nanoTime);
  }

  TimeAccount(LongSupplier clock) {
    this.clock = clock;
    this.since = clock.getAsLong();
  }

  /**
   * Charges the time from now on to a part.
   *
   * @return the nanoseconds that the part before it has just taken
   */
  public long enter(TaskPart next) {
    long now = clock.getAsLong();
    long taken = now - since;
    nanos[part.ordinal()] += taken;
    since = now;
    part = next;
    readings++;
    return taken;
  }

  /** Charges the time until now, without a change of the part. */
  public void settle() {
    enter(part);
  }

  /**
   * Moves time that was charged to one part to another, as far as there is any.
   *
   * @param amount in nanoseconds; none is moved if it is negative
   */
  public void move(TaskPart from, TaskPart to, long amount) {
    long moved = Math.max(0, Math.min(amount, nanos[from.ordinal()]));
    nanos[from.ordinal()] -= moved;
    nanos[to.ordinal()] += moved;
  }

  /**
   * Moves time to several parts, in the proportion of their weights.
   *
   * @param amount in nanoseconds
   * @param weights one for each part, none negative; if all are 0, nothing is moved
   */
  public void divide(TaskPart from, long amount, long[] weights) {
    double sum = 0;
    for (long weight : weights) {
      sum += weight;
    }
    for (int i = 0; i < weights.length && sum > 0; i++) {
      move(from, PARTS[i], (long) (amount * (weights[i] / sum)));
    }
  }

  /** Copies what is charged to each part. */
  public void copyTo(long[] target) {
    System.arraycopy(nanos, 0, target, 0, nanos.length);
  }

  /**
   * Computes what was charged to each part since a copy was made; 0 where time was moved away.
   *
   * @param before the copy
   */
  public void since(long[] before, long[] target) {
    for (int i = 0; i < nanos.length; i++) {
      target[i] = Math.max(0, nanos[i] - before[i]);
    }
  }

  /** Returns the nanoseconds charged to a part until the last change. */
  public long nanos(TaskPart of) {
    return nanos[of.ordinal()];
  }

  /** Returns the nanoseconds from the opening of the account to the last change. */
  public long total() {
    long sum = 0;
    for (long each : nanos) {
      sum += each;
    }
    return sum;
  }

  /** Returns how often the clock was read. */
  public long readings() {
    return readings;
  }

  /** Adds time in which another thread decoded ahead, which is no part of the task's own. */
  public void addAhead(long amount) {
    aheadNanos += amount;
  }

  /** Returns the nanoseconds in which another thread decoded ahead. */
  public long aheadNanos() {
    return aheadNanos;
  }

  /** Adds time in which a GPU was busy with the task's frames, its share of common batches. */
  public void addDevice(long amount) {
    deviceNanos += amount;
  }

  /** Returns the nanoseconds in which a GPU was busy with the task's frames. */
  public long deviceNanos() {
    return deviceNanos;
  }
}
