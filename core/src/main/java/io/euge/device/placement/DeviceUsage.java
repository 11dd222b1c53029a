package io.euge.device.placement;

import io.euge.ByteSize;
import io.euge.device.Device;
import java.util.OptionalLong;

/**
 * The use of one device at one moment, as seen by one request.
 *
 * @param limit bytes that this process's models may take; empty for no limit
 * @param used bytes that they take, including those about to be loaded
 * @param idle bytes of these that nobody uses, so that they can be evicted
 * @param observedFree bytes that the driver reported free when it was last queried, less those used
 *     since; empty if unknown. Other processes change it, so it ranks devices and admits nothing.
 * @param tasks leases on the device
 * @param resident whether there is a copy, perhaps still loading, that the request could share
 */
public record DeviceUsage(
    Device device,
    OptionalLong limit,
    long used,
    long idle,
    OptionalLong observedFree,
    int tasks,
    boolean resident) {

  /** Returns whether a copy of this size fits once idle copies are evicted. */
  boolean fits(long bytes) {
    return limit.isEmpty() || used - idle + bytes <= limit.getAsLong();
  }

  /** Returns the bytes free for models without an eviction. */
  long free() {
    long withinLimit = limit.isPresent() ? limit.getAsLong() - used : Long.MAX_VALUE;
    return Math.min(withinLimit, observedFree.orElse(Long.MAX_VALUE));
  }

  /** Returns a description for messages, with the sum. */
  String describe() {
    return limit.isEmpty()
        ? "%s (%s, no limit)".formatted(device, describeTasks())
        : "%s (%s, %s of %s taken, %s of it idle)"
            .formatted(
                device,
                describeTasks(),
                ByteSize.mib(used),
                ByteSize.mib(limit.getAsLong()),
                ByteSize.mib(idle));
  }

  private String describeTasks() {
    return tasks == 1 ? "1 task" : tasks + " tasks";
  }
}
