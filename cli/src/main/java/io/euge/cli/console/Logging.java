package io.euge.cli.console;

/**
 * Configures logging on the command line: Spark's log only with {@code --verbose}. Set before the
 * first logger is made, since {@code log4j2.properties} reads it then.
 */
public final class Logging {
  private static final String LEVEL = "euge.log.level";

  private Logging() {}

  public static void verbose(boolean on) {
    if (on) {
      System.setProperty(LEVEL, "info");
    }
  }

  /** Returns whether the user asked for details. */
  public static boolean isVerbose() {
    return System.getProperty(LEVEL) != null;
  }
}
