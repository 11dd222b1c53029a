package io.euge.file;

import java.nio.file.Path;
import java.util.Map;

/** Where what can be made again is kept. */
public final class CacheFolder {
  private CacheFolder() {}

  /**
   * The folder that {@code EUGE_CACHE} names, else {@code euge} in {@code XDG_CACHE_HOME}, else
   * {@code ~/.cache/euge}.
   */
  public static Path standard(Map<String, String> environment) {
    String own = environment.getOrDefault("EUGE_CACHE", "");
    if (!own.isBlank()) {
      return Path.of(own);
    }
    String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (!caches.isBlank() && Path.of(caches).isAbsolute()) {
      return Path.of(caches, "euge");
    }
    return Path.of(System.getProperty("user.home"), ".cache", "euge");
  }
}
