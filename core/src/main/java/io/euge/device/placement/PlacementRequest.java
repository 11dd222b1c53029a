package io.euge.device.placement;

import io.euge.device.Device;
import java.util.Optional;

/**
 * A task's request for a model.
 *
 * @param model the name for messages
 * @param bytes the size of a copy on a device
 * @param dedicated whether the task needs a copy that no other task shares
 * @param assigned the device that Spark assigned to the task; empty if none
 */
public record PlacementRequest(
    String model, long bytes, boolean dedicated, Optional<Device> assigned) {}
