package io.euge.process;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a JVM prints when it crashes. */
final class CrashReport {
  private static final Pattern SIGNAL = Pattern.compile("(?m)^#\\s+(SIG[A-Z]+) \\(");

  /** A compiled method follows the number of its compilation and the name of the compiler. */
  private static final Pattern FRAME =
      Pattern.compile(
          "(?m)^# Problematic frame:\\R# \\S+\\s+(?:\\d+%?\\s+(?:(?:c1|c2|jvmci)\\s+)?)?\\[?([^\\s\\]+]+)");

  private CrashReport() {}

  /** Returns the signal and the library or method where it occurred, as far as they are known. */
  static String summary(int signal, String printed) {
    Matcher name = SIGNAL.matcher(printed);
    Matcher frame = FRAME.matcher(printed);
    return (name.find() ? name.group(1) : "signal " + signal)
        + (frame.find() ? " in " + frame.group(1) : "");
  }
}
