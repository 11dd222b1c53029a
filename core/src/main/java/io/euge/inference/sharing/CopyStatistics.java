package io.euge.inference.sharing;

import io.euge.device.Device;

/**
 * A copy of a model in memory, at one moment.
 *
 * @param model its name
 * @param leases leases open now
 * @param bytes memory it takes, as measured or else estimated
 */
public record CopyStatistics(String model, Device device, int leases, long bytes) {}
