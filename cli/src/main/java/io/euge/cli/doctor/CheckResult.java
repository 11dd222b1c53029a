package io.euge.cli.doctor;

import java.util.Locale;

/**
 * The result of one check.
 *
 * @param check its name
 * @param message a sentence, with a remedy if there is a problem
 */
public record CheckResult(String check, Level level, String message) {
  /** The severity of a result. */
  public enum Level {
    /** No problem. */
    OK,
    /** Works, but could work better. */
    WARN,
    /** Does not work. */
    FAIL,
    /** Cannot be checked on this host. */
    NOT_RUN;

    /** Returns the word that is shown to users. */
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
