package io.euge.cli.doctor;

import java.util.Locale;

/**
 * The result of one check.
 *
 * @param check its name
 * @param message a sentence, with the remedy where something is wrong
 */
public record CheckResult(String check, Level level, String message) {
  /** How bad it is. */
  public enum Level {
    /** As it should be. */
    OK,
    /** Works, but not as well as it could. */
    WARN,
    /** Will not work. */
    FAIL,
    /** Cannot be told here. */
    NOT_RUN;

    /** As a user reads it. */
    public String word() {
      return this == NOT_RUN ? "-" : name().toLowerCase(Locale.ROOT);
    }
  }

  static CheckResult ok(String check, String message) {
    return new CheckResult(check, Level.OK, message);
  }

  static CheckResult warn(String check, String message) {
    return new CheckResult(check, Level.WARN, message);
  }

  static CheckResult fail(String check, String message) {
    return new CheckResult(check, Level.FAIL, message);
  }

  static CheckResult notRun(String check, String why) {
    return new CheckResult(check, Level.NOT_RUN, "not run: " + why);
  }
}
