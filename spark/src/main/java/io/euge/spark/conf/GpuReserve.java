package io.euge.spark.conf;

import java.util.OptionalLong;

/**
 * The memory of a GPU that no process uses: a number of bytes, or a fraction of its memory.
 *
 * @param bytes empty for a fraction
 * @param fraction in [0, 1), used if there are no bytes
 */
public record GpuReserve(OptionalLong bytes, double fraction) {
  private static final ValueType<Long> SIZE = ValueType.size("a size", 0);

  /**
   * Parses {@code 1g} or {@code 5%}.
   *
   * @throws IllegalArgumentException for anything else
   */
  static GpuReserve parse(String text) {
    if (!text.endsWith("%")) {
      return new GpuReserve(OptionalLong.of(SIZE.parse(text)), 0);
    }
    double fraction = Double.parseDouble(text.substring(0, text.length() - 1)) / 100;
    if (!(fraction >= 0 && fraction < 1)) {
      throw new IllegalArgumentException(text);
    }
    return new GpuReserve(OptionalLong.empty(), fraction);
  }

  /** Returns the reserve in bytes of a GPU with this memory in bytes. */
  long of(long total) {
    return bytes.orElse((long) (total * fraction));
  }
}
