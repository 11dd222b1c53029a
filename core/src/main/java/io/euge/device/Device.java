package io.euge.device;

import io.euge.EugeException;
import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place where a model can run. Its text, {@code cpu}, {@code cuda:0} or {@code sim:0}, is what a
 * user writes and what messages show.
 *
 * @param kind what it is
 * @param ordinal which of its kind, from 0, as the process sees them; 0 for the CPU
 */
public record Device(Kind kind, int ordinal) implements Serializable {
  private static final Pattern TEXT = Pattern.compile("(cuda|sim):(\\d{1,4})");

  /** The CPU. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  /** What a device is. */
  public enum Kind {
    /** The CPU of this machine, all cores. */
    CPU,
    /** An NVIDIA GPU. */
    CUDA,
    /** A simulated GPU: the CPU's outputs in the time and memory that a GPU would take. */
    SIM
  }

  public Device {
    if (ordinal < 0 || (kind == Kind.CPU && ordinal != 0)) {
      throw new IllegalArgumentException("no device " + kind + " has the ordinal " + ordinal);
    }
  }

  /**
   * Reads {@code cpu}, {@code cuda:0} or {@code sim:0}, in any case.
   *
   * @throws EugeException if the text is none of these
   */
  public static Device parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals("cpu")) {
      return CPU;
    }
    Matcher matcher = TEXT.matcher(lower);
    if (!matcher.matches()) {
      throw new EugeException(
          "No device is called " + text + ": write cpu, cuda:N or sim:N with N from 0");
    }
    return new Device(
        Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
        Integer.parseInt(matcher.group(2)));
  }

  /** Returns whether it has its own memory and gains from batches: all but the CPU. */
  public boolean accelerator() {
    return kind != Kind.CPU;
  }

  @Override
  public String toString() {
    return kind == Kind.CPU ? "cpu" : kind.name().toLowerCase(Locale.ROOT) + ":" + ordinal;
  }
}
