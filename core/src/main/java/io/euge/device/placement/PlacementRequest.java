package io.euge.device.placement;

import io.euge.device.Device;
import java.util.Optional;

/**
 * A task that wants a model.
 *
 * @param model what people call it
 * @param bytes what a copy of it takes on a device
 * @param own whether the task wants a copy of its own
 * @param told the device that Spark gave the task; empty if it gave none
 */
public record PlacementRequest(String model, long bytes, boolean own, Optional<Device> told) {}
