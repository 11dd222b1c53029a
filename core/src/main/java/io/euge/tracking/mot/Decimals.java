package io.euge.tracking.mot;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes numbers with a point and at most 6 decimals, none of them for nothing. */
final class Decimals {
  private static final int DECIMALS = 6;

  void append(StringBuilder text, double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      text.append((long) value);
    } else {
      BigDecimal rounded = new BigDecimal(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
      text.append(rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString());
    }
  }
}
