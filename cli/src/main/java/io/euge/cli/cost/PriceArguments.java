package io.euge.cli.cost;

import io.euge.OptionException;
import io.euge.Printable;
import io.euge.cli.console.HelpSections;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** Options for the price of the cluster. */
public final class PriceArguments {
  private static final double MOST = 1e9;

  @Option(
      names = "--price-per-hour",
      order = HelpSections.CLUSTER,
      paramLabel = "PRICE",
      description =
          "What an hour of the whole cluster costs, in any currency: the price of an hour of video"
              + " is printed.")
  private String price;

  /** Returns the price; empty if none is given. */
  public OptionalDouble price() {
    return price == null ? OptionalDouble.empty() : OptionalDouble.of(parse(price));
  }

  /**
   * Checks the price.
   *
   * @throws OptionException if it is invalid
   */
  public void check() {
    price();
  }

  /**
   * Rejects a price if no video is read.
   *
   * @throws OptionException if one is given
   */
  public void refuseWithoutModel() {
    if (price != null) {
      throw new OptionException(
          "--price-per-hour is for videos: give --model too, or leave it out");
    }
  }

  private static double parse(String text) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw refused(text);
    }
    if (!(value > 0 && value <= MOST)) {
      throw refused(text);
    }
    return value;
  }

  private static OptionException refused(String text) {
    return new OptionException(
        "--price-per-hour is '%s': give what an hour of the whole cluster costs, a number above 0, as in 2.50"
            .formatted(Printable.of(text)));
  }
}
