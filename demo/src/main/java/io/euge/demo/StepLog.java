package io.euge.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** Says which step of how many is under way, and what came of it. */
final class StepLog {
  private final PrintWriter out;
  private final int count;
  private int at;

  StepLog(PrintWriter out, int count) {
    this.out = out;
    this.count = count;
  }

  /** The next step begins. */
  void next(String what, Object... values) {
    at++;
    line("%d/%d  %s".formatted(at, count, text(what, values)));
  }

  /** What came of it. */
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
