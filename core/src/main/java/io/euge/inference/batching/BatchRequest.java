package io.euge.inference.batching;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;

/**
 * The frames one caller wants run, and how far they are. Guarded by the batcher's lock, but for the
 * buffers of its workspace: those belong to the batcher while frames are under way.
 */
final class BatchRequest {
  final BatchedWorkspace workspace;
  final int frames;
  final long arrived;
  final Condition finished;
  private final Map<Integer, Throwable> failures = new TreeMap<>();
  private int taken;
  private int underWay;
  private long ranNanos;
  private long deviceNanos;
  private long ended;

  BatchRequest(BatchedWorkspace workspace, int frames, long arrived, Condition finished) {
    this.workspace = workspace;
    this.frames = frames;
    this.arrived = arrived;
    this.finished = finished;
  }

  /** Some of its frames, in one batch. */
  record Part(BatchRequest request, int slot, int count) {
    boolean whole() {
      return count == request.frames;
    }
  }

  int left() {
    return frames - taken;
  }

  Part take(int most) {
    Part part = new Part(this, taken, Math.min(most, left()));
    taken += part.count();
    underWay += part.count();
    return part;
  }

  /**
   * Notes that a batch with some of its frames has ended.
   *
   * @param nanos how long the batch ran
   * @param size all frames of the batch
   * @param now by the clock of the requests
   */
  void done(Part part, Map<Integer, Throwable> failed, long nanos, int size, long now) {
    underWay -= part.count();
    ranNanos += nanos;
    deviceNanos += nanos * part.count() / size;
    ended = now;
    failures.putAll(failed);
    signalIfSettled();
  }

  /** Fails the frames that are not under way yet. */
  void failRest(Throwable cause) {
    while (taken < frames) {
      failures.put(taken++, cause);
    }
    signalIfSettled();
  }

  /** Drops the frames that are not under way, for a caller that has left. */
  void abandon() {
    taken = frames;
  }

  private void signalIfSettled() {
    if (settled()) {
      finished.signalAll();
    }
  }

  /**
   * Returns whether no frame is waiting or under way, so that the buffers are the caller's again.
   */
  boolean settled() {
    return left() == 0 && underWay == 0;
  }

  /** Returns the nanoseconds from the submission to the end in which no frame of it ran. */
  long waitedNanos() {
    return Math.max(0, ended - arrived - ranNanos);
  }

  /** Returns the nanoseconds of the batches that had its frames, each by the share of these. */
  long deviceNanos() {
    return deviceNanos;
  }

  /** Returns the slots that failed, ascending, each with its cause. */
  Map<Integer, Throwable> failures() {
    return failures;
  }
}
