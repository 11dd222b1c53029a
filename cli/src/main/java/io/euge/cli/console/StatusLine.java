package io.euge.cli.console;

/** Lines on standard error while a job runs, above a progress bar if there is one. */
public final class StatusLine {
  /** Set by the launcher, which alone can ask the shell. */
  private static final String TERMINAL = "euge.terminal";

  /** To the line's start, which is then cleared: the bar draws itself again. */
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
