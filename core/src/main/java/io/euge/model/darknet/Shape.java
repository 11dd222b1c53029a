package io.euge.model.darknet;

/** The shape of one frame between two sections: {@code [channels, height, width]} floats. */
public record Shape(int channels, int height, int width) {
  private static final long MOST = 1L << 29;

  /** Whether it is something, and not more than a machine could hold. */
  static boolean isPossible(long channels, long height, long width) {
    return channels > 0
        && height > 0
        && width > 0
        && channels <= MOST
        && height <= MOST / channels
        && width <= MOST / channels / height;
  }

  boolean sameSize(Shape other) {
    return height == other.height && width == other.width;
  }

  long cells() {
    return (long) height * width;
  }

  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
