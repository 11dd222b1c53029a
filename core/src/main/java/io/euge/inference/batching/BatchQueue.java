package io.euge.inference.batching;

import io.euge.inference.Batching;
import io.euge.inference.batching.BatchRequest.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Requests in the order of their turns. A turn is a batch at most: who wants more waits behind the
 * others for its next turn, so nobody waits longer than one batch for each caller before it. It
 * cannot grow beyond one request for each workspace, for a caller waits for its result.
 *
 * <p>Not safe for use by threads: guarded by the batcher's lock.
 */
final class BatchQueue {
  private final Deque<BatchRequest> turns = new ArrayDeque<>();
  private final int maxBatch;
  private final long maxDelay;
  private int frames;

  BatchQueue(Batching batching) {
    this.maxBatch = batching.maxBatch();
    this.maxDelay = batching.maxDelay().toNanos();
  }

  void add(BatchRequest request) {
    turns.addLast(request);
    frames += request.left();
  }

  void remove(BatchRequest request) {
    if (turns.remove(request)) {
      frames -= request.left();
    }
  }

  boolean isEmpty() {
    return turns.isEmpty();
  }

  /**
   * Returns how long to wait for more frames before the next batch: 0 if there are enough for a
   * full one, or the oldest has waited its time, or no caller is left that could bring more.
   *
   * @param callers how many could have a request here
   */
  long delay(long now, int callers) {
    if (frames >= maxBatch || turns.size() >= callers) {
      return 0;
    }
    long oldest = 0;
    for (BatchRequest request : turns) {
      oldest = Math.max(oldest, now - request.arrived);
    }
    return Math.max(0, maxDelay - oldest);
  }

  /** Removes and returns the frames of the next batch. */
  List<Part> take() {
    List<Part> batch = new ArrayList<>();
    int free = maxBatch;
    while (free > 0 && !turns.isEmpty()) {
      BatchRequest request = turns.removeFirst();
      Part part = request.take(free);
      free -= part.count();
      frames -= part.count();
      batch.add(part);
      if (request.left() > 0) {
        turns.addLast(request);
      }
    }
    return batch;
  }

  /** Removes and returns all requests, in the order of their turns. */
  List<BatchRequest> drain() {
    List<BatchRequest> all = List.copyOf(turns);
    turns.clear();
    frames = 0;
    return all;
  }
}
