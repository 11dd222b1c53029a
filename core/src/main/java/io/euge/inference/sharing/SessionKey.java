package io.euge.inference.sharing;

import io.euge.device.Device;
import io.euge.inference.EngineOptions;

/**
 * What makes two leases share a session: the content of the graph, the device and the options.
 *
 * @param copy 0 for the copy that all share, else the number of a private one
 */
record SessionKey(String sha256, Device device, EngineOptions options, long copy) {}
