package io.euge.testing;

/** Whether tests run in their long form, as with Maven's profile {@code long}. */
public final class LongTests {
  private LongTests() {}

  /** Returns the second value in the long form of a test, else the first. */
  public static long choose(long normal, long extended) {
    return enabled() ? extended : normal;
  }

  /** Returns whether the profile {@code long} is on. */
  public static boolean enabled() {
    return Boolean.getBoolean("euge.long");
  }
}
