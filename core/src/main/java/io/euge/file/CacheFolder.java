package io.euge.file;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The directory for files that can be created again. */
public final class CacheFolder {
  private CacheFolder() {}

  /** A home directory that nobody can create but root, who has one. */
  private static final String NO_HOME = "/nonexistent";

  /**
   * Returns the directory that {@code EUGE_CACHE} names, else {@code euge} in {@code
   * XDG_CACHE_HOME}, else {@code .cache/euge} in {@code HOME} or, if that is not set, in the home
   * directory that the system has for the user. Without any of these it is a directory that cannot
   * be written.
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
    return home(environment).resolve(Path.of(".cache", "euge"));
  }

  private static Path home(Map<String, String> environment) {
    // For a user without a name, Java has "?" as the home directory: not a directory to be created.
    return Stream.of(environment.getOrDefault("HOME", ""), System.getProperty("user.home", ""))
        .map(Path::of)
        .filter(Path::isAbsolute)
        .findFirst()
        .orElse(Path.of(NO_HOME));
  }
}
