package io.euge.device.mps;

import io.euge.OptionException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The maximum device memory that a client may allocate. The daemon reads a whole number and {@code
 * M} or {@code G}, and silently misreads anything else: {@code 1.5G} becomes 1M, {@code 3T} becomes
 * 3M, and {@code 1500M} is reported as 1G.
 *
 * @param mebibytes from 1; whole gibibytes from 1 GiB on
 */
public record MemoryLimit(long mebibytes) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,7})([MG])B?");
  private static final long GIBIBYTE = 1024;

  /** Far above any device and far below where the daemon's own arithmetic overflows. */
  private static final long MOST = GIBIBYTE * 1_000_000;

  public MemoryLimit {
    if (mebibytes < 1 || mebibytes > MOST || !representable(mebibytes)) {
      throw new OptionException(reason(mebibytes));
    }
  }

  /**
   * Reads {@code 4G} or {@code 512M}; {@code B} may follow.
   *
   * @throws OptionException if it is none, or a limit that the daemon would cut
   */
  public static MemoryLimit parse(String text) {
    Matcher matcher = TEXT.matcher(text.toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new OptionException(
          "The memory limit is '" + text + "': give a whole number and M or G, such as 4G or 512M");
    }
    long number = Long.parseLong(matcher.group(1));
    return new MemoryLimit(matcher.group(2).equals("G") ? number * GIBIBYTE : number);
  }

  /**
   * Returns the largest limit that the daemon accepts and that is not above this.
   *
   * @param bytes at least 1 MiB
   */
  public static MemoryLimit atMost(long bytes) {
    long mebibytes = bytes >> 20;
    return new MemoryLimit(representable(mebibytes) ? mebibytes : mebibytes / GIBIBYTE * GIBIBYTE);
  }

  /** Returns the limit in bytes. */
  public long bytes() {
    return mebibytes << 20;
  }

  private static boolean representable(long mebibytes) {
    return mebibytes < GIBIBYTE || mebibytes % GIBIBYTE == 0;
  }

  private static String reason(long mebibytes) {
    String what = "The memory limit is '" + mebibytes + "M': ";
    if (mebibytes < 1 || mebibytes > MOST) {
      return what + "give one from 1M to " + MOST / GIBIBYTE + "G";
    }
    long below = mebibytes / GIBIBYTE;
    return what
        + ("the daemon counts whole G from 1024M on, so give " + below + "G")
        + (" or " + (below + 1) + "G");
  }

  /** Returns the text that the daemon reads and reports. */
  @Override
  public String toString() {
    return mebibytes >= GIBIBYTE ? mebibytes / GIBIBYTE + "G" : mebibytes + "M";
  }
}
