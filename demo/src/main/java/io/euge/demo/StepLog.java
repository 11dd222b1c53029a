package io.euge.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** Prints the steps of the demo with their numbers and results. */
final class StepLog {
  private final PrintWriter out;
  private final int count;
  private int at;

  StepLog(PrintWriter out, int count) {
    this.out = out;
    this.count = count;
  }

  /** Starts the next step. */
  void next(String what, Object... values) {
    at++;
    line("%d/%d  %s".formatted(at, count, text(what, values)));
  }

  /** Prints a result of the step. */
  void say(String what, Object... values) {
    line("     " + text(what, values));
  }

  private static String text(String what, Object... values) {
    return String.format(Locale.ROOT, what, values);
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }
}
