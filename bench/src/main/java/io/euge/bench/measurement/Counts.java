package io.euge.bench.measurement;

import io.euge.OptionException;
import java.util.List;

/** Checks integer options of benchmarks. */
public final class Counts {
  private static final int MOST = 1000;

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
    if (number < 1 || number > highest) {
      throw new OptionException(option + " is " + number + ": give a number from 1 to " + highest);
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
