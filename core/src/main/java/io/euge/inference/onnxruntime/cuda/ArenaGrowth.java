package io.euge.inference.onnxruntime.cuda;

/** The strategy by which the memory arena of a session grows. */
public enum ArenaGrowth {
  /** Up to double of what it needs, so that it seldom asks. */
  NEXT_POWER_OF_TWO("kNextPowerOfTwo"),
  /** What it needs, so that others find the rest. */
  SAME_AS_REQUESTED("kSameAsRequested");

  public final String value;

  ArenaGrowth(String value) {
    this.value = value;
  }
}
