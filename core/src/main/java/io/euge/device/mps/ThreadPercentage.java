package io.euge.device.mps;

import io.euge.OptionException;
import java.math.BigDecimal;

/**
 * The maximum percentage of a GPU's threads that a client may use at once: a limit, not a
 * reservation. The daemon silently accepts what it does not understand, so values are checked here.
 *
 * @param percent above 0, at most 100
 */
public record ThreadPercentage(BigDecimal percent) {
  /** The daemon reports percentages with one decimal. */
  private static final double ROUNDING = 0.0501;

  public ThreadPercentage {
    if (percent.signum() <= 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw invalid(percent.toPlainString());
    }
  }

  /**
   * Reads a number such as {@code 50} or {@code 33.3}.
   *
   * @throws OptionException if it is none, or not above 0 and at most 100
   */
  public static ThreadPercentage parse(String text) {
    if (!text.matches("\\d{1,6}(\\.\\d{1,6})?")) {
      throw invalid(text);
    }
    return new ThreadPercentage(new BigDecimal(text));
  }

  /** Returns whether this is what the daemon reported, which it rounds. */
  boolean isReportedAs(double reported) {
    return Math.abs(reported - percent.doubleValue()) <= ROUNDING;
  }

  private static OptionException invalid(String text) {
    return new OptionException(
        "The thread percentage is '" + text + "': give a number above 0 and at most 100");
  }

  /** Returns the text that the daemon reads. */
  @Override
  public String toString() {
    return percent.stripTrailingZeros().toPlainString();
  }
}
