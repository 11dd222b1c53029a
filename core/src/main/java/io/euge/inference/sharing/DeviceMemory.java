package io.euge.inference.sharing;

import io.euge.device.Device;
import io.euge.inference.MemoryEstimate;
import io.euge.model.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The memory that copies take on each device: an estimate before the load, corrected by the
 * measurement after it, which is remembered for the next load of the same graph. Guarded by the
 * monitor of the {@link CopyTable}.
 */
final class DeviceMemory {
  private final OptionalLong limitForAll;
  private final Map<Device, Long> limits = new HashMap<>();
  private final Map<Device, Long> observedFree = new HashMap<>();
  private final Map<ModelCopy, Long> reserved = new HashMap<>();
  private final Map<SessionKey, Long> measured = new HashMap<>();
  private long bytes;
  private long peakBytes;

  /**
   * @param limitForAll the limit of each device; empty if each has its own or none
   */
  DeviceMemory(OptionalLong limitForAll) {
    this.limitForAll = limitForAll;
  }

  /** Returns what a model will need: what it took last time, or an estimate. */
  long need(SessionKey key, Model model) {
    return measured.getOrDefault(key.shared(), MemoryEstimate.of(model));
  }

  /** Sets the limit of a device, which counts where there is none for all devices. */
  void limit(Device device, long bytes, OptionalLong free) {
    limits.put(device, bytes);
    free.ifPresent(value -> observedFree.put(device, value));
  }

  /** Returns the limit of a device; empty if there is none. */
  OptionalLong limit(Device device) {
    Long limit = limits.get(device);
    return limitForAll.isPresent() || limit == null ? limitForAll : OptionalLong.of(limit);
  }

  boolean limitIsForAll() {
    return limitForAll.isPresent();
  }

  /** Returns what the driver reported free, less what copies have taken since. */
  OptionalLong observedFree(Device device) {
    Long free = observedFree.get(device);
    return free == null ? OptionalLong.empty() : OptionalLong.of(free - used(device));
  }

  boolean fits(Device device, long need) {
    OptionalLong limit = limit(device);
    return limit.isEmpty() || used(device) + need <= limit.getAsLong();
  }

  boolean isEmpty() {
    return reserved.isEmpty();
  }

  boolean contains(ModelCopy copy) {
    return reserved.containsKey(copy);
  }

  void reserve(ModelCopy copy, long need) {
    reserved.put(copy, need);
    add(need);
  }

  /** Keeps the most ever measured: a later load may find memory that an earlier one left. */
  void correct(ModelCopy copy, long measurement) {
    long most = measured.merge(copy.key.shared(), measurement, Math::max);
    add(most - reserved.put(copy, most));
  }

  void free(ModelCopy copy) {
    Long freed = reserved.remove(copy);
    if (freed != null) {
      add(-freed);
    }
  }

  /** Returns the copies that take memory on a device, including those being closed. */
  List<ModelCopy> copies(Device device) {
    List<ModelCopy> copies = new ArrayList<>();
    for (ModelCopy copy : reserved.keySet()) {
      if (copy.key.device().equals(device)) {
        copies.add(copy);
      }
    }
    return copies;
  }

  long bytes(ModelCopy copy) {
    return reserved.getOrDefault(copy, 0L);
  }

  long used(Device device) {
    return copies(device).stream().mapToLong(reserved::get).sum();
  }

  long bytes() {
    return bytes;
  }

  long peakBytes() {
    return peakBytes;
  }

  private void add(long more) {
    bytes += more;
    peakBytes = Math.max(peakBytes, bytes);
  }
}
