package io.euge.inference.sharing;

import io.euge.device.Device;
import io.euge.inference.ConditionWait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The copies of models that the pool references, the memory of all copies that are not closed, and
 * the counts of what has happened.
 *
 * <p>Each method is atomic. A caller that needs several steps at once synchronizes on the table.
 * Its monitor is never held while a model is loaded or closed.
 */
final class CopyTable {
  private final Map<SessionKey, ModelCopy> copies = new LinkedHashMap<>();
  private final PoolCounters counters = new PoolCounters();
  private final DeviceMemory memory;
  private boolean closed;

  /**
   * @param limit bytes that models may take on each device; empty for no limit
   */
  CopyTable(OptionalLong limit) {
    this.memory = new DeviceMemory(limit);
  }

  /** Returns the memory accounting. The caller synchronizes on the table. */
  DeviceMemory memory() {
    return memory;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Returns the copy of a key, loaded or loading; empty if there is none. */
  synchronized Optional<ModelCopy> get(SessionKey key) {
    return Optional.ofNullable(copies.get(key));
  }

  /** Returns the copy of a key with one more reference, the caller's. */
  synchronized Optional<ModelCopy> retain(SessionKey key) {
    Optional<ModelCopy> copy = get(key).filter(ModelCopy::tryRetain);
    copy.ifPresent(found -> counters.hit());
    return copy;
  }

  synchronized void add(ModelCopy copy) {
    copies.put(copy.key, copy);
  }

  /** Removes the copy of a key. The caller must release the table's reference to it. */
  synchronized Optional<ModelCopy> remove(SessionKey key) {
    return Optional.ofNullable(copies.remove(key));
  }

  synchronized boolean contains(ModelCopy copy) {
    return copies.get(copy.key) == copy;
  }

  /**
   * Removes a copy that only the table references.
   *
   * @return whether it did; then the caller must close the copy
   */
  synchronized boolean evictIfIdle(ModelCopy copy) {
    boolean evicted = contains(copy) && copy.tryEvict();
    if (evicted) {
      copies.remove(copy.key);
    }
    return evicted;
  }

  /** Returns the bytes of copies that are idle or being closed. */
  synchronized long evictableBytes(Device device) {
    long sum = 0;
    for (ModelCopy copy : memory.copies(device)) {
      if (copy.released() || (contains(copy) && copy.idle())) {
        sum += memory.bytes(copy);
      }
    }
    return sum;
  }

  /** Returns the bytes that copies will need whose memory is not reserved yet. */
  synchronized long pendingBytes(Device device) {
    long sum = 0;
    for (ModelCopy copy : copies.values()) {
      if (copy.key.device().equals(device) && !memory.contains(copy)) {
        sum += memory.need(copy.key, copy.model);
      }
    }
    return sum;
  }

  synchronized void loaded(long nanos) {
    counters.loaded(nanos);
  }

  synchronized void measured(ModelCopy copy, long bytes) {
    memory.correct(copy, bytes);
  }

  /**
   * Removes a copy whose load failed, so that the next caller starts a new load.
   *
   * @return whether the table referenced it; then the caller must release that reference
   */
  synchronized boolean failed(ModelCopy copy) {
    counters.failed();
    memory.free(copy);
    notifyAll();
    return copies.remove(copy.key, copy);
  }

  /** Frees the memory of a copy that is closed. */
  synchronized void closed(ModelCopy copy) {
    memory.free(copy);
    if (copy.wasLoaded()) {
      counters.closed();
    }
    notifyAll();
  }

  synchronized long bytes(ModelCopy copy) {
    return memory.bytes(copy);
  }

  /** Returns the copies that are loaded, in the order in which they were added. */
  synchronized List<CopyStatistics> loaded() {
    return copies.values().stream()
        .filter(ModelCopy::wasLoaded)
        .map(
            copy ->
                new CopyStatistics(
                    copy.model.name(), copy.key.device(), copy.leases.get(), memory.bytes(copy)))
        .toList();
  }

  synchronized SharingStatistics statistics(int leases) {
    return counters.statistics(memory, leases);
  }

  /**
   * Waits until every copy is closed.
   *
   * @return whether that was in time
   */
  synchronized boolean awaitClosed(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    return ConditionWait.until(this, deadline, memory::isEmpty, "models to be closed");
  }

  /**
   * Removes all copies. The caller must release the table's references to them.
   *
   * @return the copies in the order in which they were added
   */
  synchronized List<ModelCopy> close() {
    closed = true;
    List<ModelCopy> removed = new ArrayList<>(copies.values());
    copies.clear();
    return removed;
  }
}
