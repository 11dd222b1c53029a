package io.euge.testing;

import java.util.List;

/** Options of JVMs that live for seconds: they compile less, and start fewer threads. */
public final class ShortJvm {
  /** The options with spaces between, as for the launcher. */
  public static final String OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private ShortJvm() {}

  /** Returns the options as arguments of a command. */
  public static List<String> options() {
    return List.of(OPTIONS.split(" "));
  }
}
