package io.euge.device.mps;

import io.euge.OptionException;
import java.math.BigDecimal;

/**
 * The most of a GPU's threads that a client may use at once: a cap, not a reservation. The daemon
 * takes what it does not understand in silence, so values are checked here.
 *
 * @param percent above 0, at most 100
 */
public record ThreadPercentage(BigDecimal percent) {
  /** The daemon tells percentages with one digit after the point. */
  private static final double ROUNDING = 0.0501;

  public ThreadPercentage {
    if (percent.signum() <= 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw wrong(percent.toPlainString());
    }
  }

  /**
   * Reads a number such as {@code 50} or {@code 33.3}.
   *
   * @throws OptionException if it is none, or not above 0 and at most 100
   */
  public static ThreadPercentage parse(String text) {
    if (!text.matches("\\d{1,6}(\\.\\d{1,6})?")) {
      throw wrong(text);
    }
    return new ThreadPercentage(new BigDecimal(text));
  }

  /** Whether this is what the daemon told, which it does rounded. */
  boolean isToldAs(double told) {
    return Math.abs(told - percent.doubleValue()) <= ROUNDING;
  }

  private static OptionException wrong(String text) {
    return new OptionException(
        "The thread percentage is '" + text + "': give a number above 0 and at most 100");
  }

  /** As the daemon reads it. */
  @Override
  public String toString() {
    return percent.stripTrailingZeros().toPlainString();
  }
}
