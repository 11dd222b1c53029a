package io.euge.inference.sharing;

import io.euge.device.Device;
import io.euge.inference.InferenceException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reserves memory for copies before they are loaded, and evicts idle ones if that is enough. */
final class Admission {
  private final CopyTable table;
  private final CopyReleaser releaser;

  Admission(CopyTable table, CopyReleaser releaser) {
    this.table = table;
    this.releaser = releaser;
  }

  /**
   * Reserves memory, waiting for copies that are being closed. An interrupt does not end the wait
   * and is restored afterwards.
   *
   * @throws InferenceException if the copy does not fit even without the idle ones; then none is
   *     evicted
   */
  void reserve(ModelCopy copy) {
    Device device = copy.key.device();
    boolean interrupted = false;
    try {
      while (true) {
        List<ModelCopy> evicted;
        synchronized (table) {
          DeviceMemory memory = table.memory();
          long need = memory.need(copy.key, copy.model);
          if (memory.fits(device, need)) {
            memory.reserve(copy, need);
            return;
          }
          if (!memory.fits(device, need - table.evictableBytes(device))) {
            throw new InferenceException(AdmissionRefusal.describe(copy, need, memory));
          }
          evicted = evict(device, need);
          if (evicted.isEmpty()) {
            interrupted |= awaitClosing();
          }
        }
        releaser.closeQuietly(evicted);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Evicts idle copies where a copy took more than was reserved for it. */
  void trim(Device device) {
    releaser.closeQuietly(evict(device, 0));
  }

  /** Evicts idle copies, least recently used first, until {@code need} fits or none is left. */
  private List<ModelCopy> evict(Device device, long need) {
    synchronized (table) {
      DeviceMemory memory = table.memory();
      List<ModelCopy> candidates = memory.copies(device);
      candidates.sort(Comparator.comparingLong(ModelCopy::lastReleased));
      long freed = 0;
      for (ModelCopy copy : candidates) {
        freed += copy.released() ? memory.bytes(copy) : 0;
      }
      List<ModelCopy> evicted = new ArrayList<>();
      for (ModelCopy copy : candidates) {
        if (memory.fits(device, need - freed)) {
          break;
        }
        if (table.evictIfIdle(copy)) {
          evicted.add(copy);
          freed += memory.bytes(copy);
        }
      }
      return evicted;
    }
  }

  /**
   * Waits for another thread that is closing a copy; the table is notified when it has.
   *
   * @return whether the wait was interrupted
   */
  @SuppressWarnings("WaitNotInLoop") // The caller checks again.
  private boolean awaitClosing() {
    try {
      table.wait();
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }
}
