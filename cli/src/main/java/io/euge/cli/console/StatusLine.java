package io.euge.cli.console;

/** Prints lines to standard error while a job runs, above the progress bar if there is one. */
public final class StatusLine {
  /** The system property set by the launcher, because only a shell can test for a terminal. */
  private static final String TERMINAL = "euge.terminal";

  /** Moves to the start of the line and clears it; the progress bar draws itself again. */
  private static final String CLEAR = "\r\u001b[K";

  private StatusLine() {}

  /** Returns whether standard error is a terminal. */
  public static boolean isTerminal() {
    return Boolean.getBoolean(TERMINAL);
  }

  /** Prints one line. */
  public static void print(String line) {
    System.err.println((isTerminal() ? CLEAR : "") + "euge: " + line);
  }
}
