package io.euge.file;

import java.nio.file.Path;
import java.util.Map;

/** The folder for files that can be created again. */
public final class CacheFolder {
  private CacheFolder() {}

  /**
   * Returns the folder that {@code EUGE_CACHE} names, else {@code euge} in {@code XDG_CACHE_HOME},
   * else {@code ~/.cache/euge}.
   */
  public static Path standard(Map<String, String> environment) {
    String configured = environment.getOrDefault("EUGE_CACHE", "");
    if (!configured.isBlank()) {
      return Path.of(configured);
    }
    String userCache = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (!userCache.isBlank() && Path.of(userCache).isAbsolute()) {
      return Path.of(userCache, "euge");
    }
    return Path.of(System.getProperty("user.home"), ".cache", "euge");
  }
}
