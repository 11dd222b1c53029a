package io.euge.cli.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The hours of video that a cluster processes per hour, and the price of an hour of video.
 *
 * @param videoSeconds duration of the video that was read
 * @param wallSeconds duration of the whole job
 * @param cores of all executors
 * @param gpus of all executors; 0 if there are none or their number is unknown
 * @param price per hour of the whole cluster, in any currency
 */
public record VideoCost(
    double videoSeconds, double wallSeconds, int cores, int gpus, OptionalDouble price) {
  private static final int DIGITS = 3;

  /** Returns the hours of video that the cluster processes per hour. */
  public double hoursPerHour() {
    return videoSeconds / wallSeconds;
  }

  /** Returns the cost of an hour of video; empty if the price of the cluster is unknown. */
  public OptionalDouble priceOfVideoHour() {
    return price.isPresent()
        ? OptionalDouble.of(price.getAsDouble() / hoursPerHour())
        : OptionalDouble.empty();
  }

  /**
   * Returns the figures in words, such as {@code 12.4 hours of video per hour, 6.20 per core}. If
   * no video of known length was read, only states that the price of an hour of video is unknown.
   */
  public List<String> lines() {
    if (!(videoSeconds > 0 && wallSeconds > 0)) {
      return price.isPresent()
          ? List.of("the price of an hour of video is not known: no video of known length was read")
          : List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        number(hoursPerHour())
            + " hours of video per hour"
            + each(cores, "core")
            + each(gpus, "GPU"));
    priceOfVideoHour()
        .ifPresent(
            each ->
                lines.add(
                    "an hour of video costs "
                        + number(each)
                        + ", at "
                        + number(price.getAsDouble())
                        + " for an hour of the cluster"));
    return lines;
  }

  private String each(int count, String what) {
    return count > 0 ? ", " + number(hoursPerHour() / count) + " per " + what : "";
  }

  /**
   * Returns a number with three significant digits, and with all digits before the decimal point.
   */
  public static String number(double value) {
    if (value >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(DIGITS));
    int before = rounded.precision() - rounded.scale();
    return rounded.setScale(Math.max(0, DIGITS - before)).toPlainString();
  }
}
