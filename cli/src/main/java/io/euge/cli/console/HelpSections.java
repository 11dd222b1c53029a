package io.euge.cli.console;

/** The values of an option's {@code order}, by which the help shows it in a section. */
public final class HelpSections {
  /** The machines that are planned for. */
  public static final int HARDWARE = 0;

  /** What is read. */
  public static final int INPUT = 1;

  /** Which of its frames. */
  public static final int SAMPLING = 2;

  /** What is found in them. */
  public static final int MODEL = 3;

  /** Where the result goes. */
  public static final int OUTPUT = 4;

  /** What changes speed and memory, and not the result. */
  public static final int TUNING = 5;

  /** Where Spark runs. */
  public static final int CLUSTER = 6;

  private HelpSections() {}
}
