package io.euge.device.placement;

import io.euge.device.Device;
import java.util.OptionalLong;

/**
 * What one device holds at one moment, for one that asks.
 *
 * @param limit bytes that this process's models may take; empty for no limit
 * @param held bytes that they take, those that are about to be loaded among them
 * @param idle bytes of it that nobody uses, so that they can go
 * @param seenFree bytes that the driver saw free, when it was asked, less those held; empty if it
 *     was not. Other processes change it, so it ranks devices and admits nothing.
 * @param tasks how many have a lease there
 * @param holds whether there is a copy, perhaps still loading, that the asking task could share
 */
public record DeviceLoad(
    Device device,
    OptionalLong limit,
    long held,
    long idle,
    OptionalLong seenFree,
    int tasks,
    boolean holds) {

  /** Whether a copy of so many bytes can be there once what is idle has gone. */
  boolean fits(long bytes) {
    return limit.isEmpty() || held - idle + bytes <= limit.getAsLong();
  }

  /** Bytes free for models without anything having to go. */
  long room() {
    long own = limit.isPresent() ? limit.getAsLong() - held : Long.MAX_VALUE;
    return Math.min(own, seenFree.orElse(Long.MAX_VALUE));
  }

  /** For people, with its sum. */
  String inWords() {
    return limit.isEmpty()
        ? "%s (%s, no limit)".formatted(device, tasksInWords())
        : "%s (%s, %s of %s taken, %s of it idle)"
            .formatted(
                device,
                tasksInWords(),
                mebibytes(held),
                mebibytes(limit.getAsLong()),
                mebibytes(idle));
  }

  String tasksInWords() {
    return tasks == 1 ? "1 task" : tasks + " tasks";
  }

  static String mebibytes(long bytes) {
    return "%.1f MiB".formatted(bytes / (double) (1 << 20));
  }
}
