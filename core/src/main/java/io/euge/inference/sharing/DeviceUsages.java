package io.euge.inference.sharing;

import io.euge.device.Device;
import io.euge.device.placement.DeviceUsage;
import java.util.HashMap;
import java.util.Map;

/** The use of this process's devices, from which one is chosen. Guarded by the table's monitor. */
final class DeviceUsages {
  private final CopyTable table;
  private final Map<Device, Integer> tasks = new HashMap<>();

  DeviceUsages(CopyTable table) {
    this.table = table;
  }

  void taskStarted(Device device) {
    tasks.merge(device, 1, Integer::sum);
  }

  void taskEnded(Device device) {
    tasks.merge(device, -1, Integer::sum);
  }

  /** Returns the use of the key's device, as seen by a request for the key's copy. */
  DeviceUsage of(SessionKey key) {
    Device device = key.device();
    DeviceMemory memory = table.memory();
    return new DeviceUsage(
        device,
        memory.limit(device),
        memory.used(device) + table.pendingBytes(device),
        table.evictableBytes(device),
        memory.observedFree(device),
        tasks.getOrDefault(device, 0),
        table.get(key).filter(copy -> !copy.released()).isPresent());
  }
}
