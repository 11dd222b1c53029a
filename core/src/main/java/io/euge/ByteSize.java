package io.euge;

import java.util.Locale;

/** Formats numbers of bytes for messages and tables. */
public final class ByteSize {
  private static final double MEBIBYTE = 1 << 20;
  private static final double GIBIBYTE = 1 << 30;

  private ByteSize() {}

  /** Returns the number of mebibytes, rounded up. */
  public static long mebibytes(long bytes) {
    return (bytes + (1L << 20) - 1) >> 20;
  }

  /** Returns mebibytes rounded up, such as {@code 12 MiB}. */
  public static String wholeMib(long bytes) {
    return mebibytes(bytes) + " MiB";
  }

  /** Returns whole kibibytes, such as {@code 12 KiB}: the unit of a shell's limits. */
  public static String kib(long bytes) {
    return (bytes >> 10) + " KiB";
  }

  /** Returns mebibytes with one decimal, such as {@code 12.5 MiB}. */
  public static String mib(long bytes) {
    return format("%.1f MiB", bytes / MEBIBYTE);
  }

  /** Returns gibibytes with one decimal, such as {@code 1.5 GiB}. */
  public static String gib(long bytes) {
    return format("%.1f GiB", bytes / GIBIBYTE);
  }

  /** Returns megabytes with one decimal, such as {@code 12.5 MB}. */
  public static String mb(long bytes) {
    return format("%.1f MB", bytes / 1e6);
  }

  /** Returns megabytes or gigabytes, with a decimal below 10 MB, such as {@code 125 MB}. */
  public static String decimal(long bytes) {
    long size = Math.abs(bytes);
    if (size >= 10_000_000_000L) {
      return format("%.0f GB", bytes / 1e9);
    }
    return size >= 10_000_000 ? format("%,.0f MB", bytes / 1e6) : mb(bytes);
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
