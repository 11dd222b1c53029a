package io.euge.model.spec;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The values to which the bytes 0 and 255 are mapped before a mean is subtracted.
 *
 * @param low of byte 0
 * @param high of byte 255, above {@code low}
 */
public record ValueRange(double low, double high) {
  /** The greatest byte. */
  private static final double WHITE = 255;

  /** Digits that describe any double. */
  private static final int MOST_DIGITS = 17;

  public ValueRange {
    if (!(low < high && high - low <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(low + ".." + high);
    }
  }

  /** Returns the range of bytes that are multiplied, in as few digits as give the same float. */
  public static ValueRange ofScale(double scale) {
    ValueRange range = new ValueRange(0, scale * WHITE);
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      double high = new BigDecimal(scale * WHITE, new MathContext(digits)).doubleValue();
      ValueRange shorter = new ValueRange(0, high);
      if ((float) shorter.scale() == (float) scale) {
        return shorter;
      }
    }
    return range;
  }

  /** Returns the factor of a byte. */
  public double scale() {
    return (high - low) / WHITE;
  }
}
