package io.euge.device.mps;

import java.util.Optional;

/**
 * A process whose kernels a server runs.
 *
 * @param state {@code ACTIVE} or {@code INACTIVE}; empty if not reported, as before driver 550
 */
public record MpsClient(long pid, Optional<String> state) {}
