package io.euge.inference;

import java.util.Locale;

/** The numbers that a processor computes in, where a graph has floats of 32 bits. */
public enum Precision {
  /** Floats of 32 bits. */
  F32,
  /** Floats with a mantissa of 8 bits, for processors with instructions for them. */
  BF16;

  /** Returns the name as an option has it. */
  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }
}
