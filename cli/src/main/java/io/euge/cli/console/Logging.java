package io.euge.cli.console;

/**
 * Configures logging on the command line: Spark's log is shown only with {@code --verbose}. Must be
 * set before the first logger is created, because {@code log4j2.properties} reads it then.
 */
public final class Logging {
  private static final String LEVEL = "euge.log.level";

  private Logging() {}

  /** Turns Spark's log on; {@code false} leaves it unchanged. */
  public static void verbose(boolean on) {
    if (on) {
      System.setProperty(LEVEL, "info");
    }
  }

  /** Returns whether the user requested details. */
  public static boolean isVerbose() {
    return System.getProperty(LEVEL) != null;
  }
}
