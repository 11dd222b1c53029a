package io.euge.inference.sharing;

import io.euge.device.Device;
import io.euge.inference.EngineOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which content a model's name means, for each device and options. Guarded by its monitor.
 */
final class CurrentVersions {
  private record Use(String name, Device device, EngineOptions options) {}

  private final Map<Use, ModelVersion> current = new HashMap<>();

  /**
   * Makes a version the current one of its name, unless a later one is.
   *
   * @param loaded is in memory, so that a version that cannot be loaded leaves the one before it
   * @return the shared copy that no name means any more; empty if there is none such
   */
  Optional<SessionKey> promote(ModelVersion loaded, Device device, EngineOptions options) {
    Use use = new Use(loaded.model().name(), device, options);
    ModelVersion previous = current.get(use);
    if (previous != null && previous.resolvedMillis() >= loaded.resolvedMillis()) {
      return Optional.empty();
    }
    current.put(use, loaded);
    return Optional.ofNullable(previous)
        .map(version -> version.model().sha256())
        .filter(sha256 -> !isCurrent(sha256, device, options))
        .map(sha256 -> new SessionKey(sha256, device, options, 0));
  }

  /** Returns whether a content is current under any name: several may mean the same. */
  private boolean isCurrent(String sha256, Device device, EngineOptions options) {
    return current.entrySet().stream()
        .anyMatch(
            entry ->
                entry.getKey().device().equals(device)
                    && entry.getKey().options().equals(options)
                    && entry.getValue().model().sha256().equals(sha256));
  }
}
