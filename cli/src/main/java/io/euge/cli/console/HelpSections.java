package io.euge.cli.console;

/** The values of an option's {@code order}, which select its section in the help. */
public final class HelpSections {
  /** The machines of a plan. */
  public static final int HARDWARE = 0;

  /** The input. */
  public static final int INPUT = 1;

  /** The selection of frames. */
  public static final int SAMPLING = 2;

  /** The model and its detections. */
  public static final int MODEL = 3;

  /** The output. */
  public static final int OUTPUT = 4;

  /** Settings that affect speed and memory but not the result. */
  public static final int TUNING = 5;

  /** The Spark cluster. */
  public static final int CLUSTER = 6;

  private HelpSections() {}
}
