package io.euge.inference;

import java.util.Locale;

/** The precision in which a CPU computes graphs of 32-bit floats. */
public enum Precision {
  /** 32-bit floats. */
  F32,
  /** Floats with a mantissa of 8 bits (bfloat16), for CPUs that support them. */
  BF16;

  /** Returns the name as an option value. */
  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }
}
