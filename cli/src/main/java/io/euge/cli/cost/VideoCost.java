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
 * @param videoSeconds recorded time of the video that was read
 * @param wallSeconds what the whole job took
 * @param cores of all executors
 * @param gpus of all executors; 0 where there are none, or their number is not known
 * @param price of an hour of the whole cluster, in any currency
 */
public record VideoCost(
    double videoSeconds, double wallSeconds, int cores, int gpus, OptionalDouble price) {
  private static final int DIGITS = 3;

  /** Returns the recorded hours that the cluster does in an hour. */
  public double hoursPerHour() {
    return videoSeconds / wallSeconds;
  }

  /** Returns what a recorded hour costs; empty if the cluster's price is not known. */
  public OptionalDouble priceOfVideoHour() {
    return price.isPresent()
        ? OptionalDouble.of(price.getAsDouble() / hoursPerHour())
        : OptionalDouble.empty();
  }

  /**
   * Returns it in words, such as {@code 12.4 hours of video per hour, 6.20 per core}. If no video
   * of known length was read, only that a price is not known.
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

  /** Returns a number with three digits that count, and all those before the point. */
  public static String number(double value) {
    if (value >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(DIGITS));
    int before = rounded.precision() - rounded.scale();
    return rounded.setScale(Math.max(0, DIGITS - before)).toPlainString();
  }
}
