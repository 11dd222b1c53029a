package io.euge.testing;

import java.nio.ByteBuffer;

/** Patterns that survive lossy coding and scaling, and how to read them back. */
public final class Patterns {
  private static final int SIDE = 4;

  private Patterns() {}

  /** Sixteen squares, light or dark: the bits of the frame's index, top left the lowest. */
  public static ClipWriter.Pattern index() {
    return (frame, x, y, width, height) -> {
      int bit = y * SIDE / height * SIDE + x * SIDE / width;
      return (frame >> bit & 1) == 1 ? 0xE0E0E0 : 0x202020;
    };
  }

  /** Red top left, green top right, blue bottom left, white bottom right. */
  public static ClipWriter.Pattern quarters() {
    return (frame, x, y, width, height) ->
        y * 2 < height
            ? (x * 2 < width ? 0xE02020 : 0x20E020)
            : (x * 2 < width ? 0x2020E0 : 0xE0E0E0);
  }

  /** The index painted into RGB rows that hold nothing but the frame. */
  public static int index(ByteBuffer rgb, int width, int height) {
    int index = 0;
    for (int bit = 0; bit < SIDE * SIDE; bit++) {
      int x = (2 * (bit % SIDE) + 1) * width / (2 * SIDE);
      int y = (2 * (bit / SIDE) + 1) * height / (2 * SIDE);
      if ((rgb.get((y * width + x) * 3 + 1) & 255) > 128) {
        index |= 1 << bit;
      }
    }
    return index;
  }
}
