package io.euge.model.spec;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The way in which a frame is fitted to the size of a network's input.
 *
 * @param mode what is done with a frame of another aspect ratio
 * @param fill the value of every byte that the frame does not cover, from 0 to 255
 * @param resampling how it is scaled
 */
public record FrameFit(Mode mode, int fill, Resampling resampling) {
  /** The fit of Darknet's networks. */
  public static final FrameFit DARKNET =
      new FrameFit(Mode.LETTERBOX_CENTERED, 128, Resampling.GAUSSIAN);

  private static final int WHITE = 255;

  /** What is done with a frame of another aspect ratio than the input's. */
  public enum Mode {
    /** The aspect ratio is kept; bars on both sides. */
    LETTERBOX_CENTERED,
    /** The aspect ratio is kept; bars to the right and below. */
    LETTERBOX_TOP_LEFT,
    /** Width and height are scaled separately; no bars. */
    STRETCHED;

    /** Returns the name in kebab case: {@code letterbox-top-left}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the mode of a name in kebab case; empty if there is none. */
    public static Optional<Mode> of(String label) {
      return Arrays.stream(values()).filter(mode -> mode.label().equals(label)).findFirst();
    }
  }

  /** How a frame is scaled. */
  public enum Resampling {
    /** With a narrow Gaussian. */
    GAUSSIAN,
    /** Between the nearest pixels, to the bit as the tools do that networks are published with. */
    LINEAR
  }

  /** Creates a fit with linear resampling, as all networks but Darknet's take it. */
  public FrameFit(Mode mode, int fill) {
    this(mode, fill, Resampling.LINEAR);
  }

  public FrameFit {
    if (fill < 0 || fill > WHITE) {
      throw new IllegalArgumentException("a byte cannot be " + fill);
    }
  }

  /** Reads what {@link #toString} writes of a linear fit; empty if it is something else. */
  public static Optional<FrameFit> parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 2 || !parts[1].matches("\\d{1,3}")) {
      return Optional.empty();
    }
    int fill = Integer.parseInt(parts[1]);
    return fill > WHITE
        ? Optional.empty()
        : Mode.of(parts[0]).map(mode -> new FrameFit(mode, fill));
  }

  /** Returns the mode in kebab case and the fill: {@code letterbox-centered 114}. */
  @Override
  public String toString() {
    return mode.label() + " " + fill;
  }
}
