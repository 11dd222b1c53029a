package io.euge.bench.measurement;

import io.euge.OptionException;
import java.util.List;

/** Checks numeric options of benchmarks. */
public final class Counts {
  private static final int MOST = 1000;
  private static final int MOST_DECIMAL = 100_000;

  private Counts() {}

  /**
   * Checks one number.
   *
   * @throws OptionException if it is not in [1, 1000]
   */
  public static void check(String option, int number) {
    check(option, number, MOST);
  }

  /**
   * Checks one number.
   *
   * @throws OptionException if it is not in [1, {@code highest}]
   */
  public static void check(String option, int number, int highest) {
    check(option, number, 1, highest);
  }

  /**
   * Checks one number.
   *
   * @throws OptionException if it is not in [{@code lowest}, {@code highest}]
   */
  public static void check(String option, int number, int lowest, int highest) {
    if (number < lowest || number > highest) {
      throw new OptionException(
          "%s is %d: give a number from %d to %d".formatted(option, number, lowest, highest));
    }
  }

  /**
   * Checks one number that may have decimals.
   *
   * @param unit its plural, such as "minutes"
   * @throws OptionException if it is not in (0, 100000]
   */
  public static void checkDecimal(String option, double number, String unit) {
    if (!(number > 0 && number <= MOST_DECIMAL)) {
      throw new OptionException(
          "%s is %s: give a number of %s above 0 and at most %d"
              .formatted(
                  option, Double.toString(number).replaceFirst("\\.0$", ""), unit, MOST_DECIMAL));
    }
  }

  /**
   * Checks all numbers of an option.
   *
   * @throws OptionException if one is not in [1, 1000]
   */
  public static void check(String option, List<Integer> numbers) {
    if (!numbers.stream().allMatch(Counts::isCount)) {
      throw new OptionException(option + " is " + numbers + ": give numbers from 1 to " + MOST);
    }
  }

  private static boolean isCount(int number) {
    return number >= 1 && number <= MOST;
  }
}
