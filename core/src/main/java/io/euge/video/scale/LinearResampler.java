package io.euge.video.scale;

import io.euge.video.Letterbox;
import org.bytedeco.javacpp.BytePointer;

/**
 * Resamples RGB24 between the two nearest pixels in each direction, to the bit as OpenCV's {@code
 * INTER_LINEAR} does: weights of 11 bits, and 4 of their bits dropped between the two directions.
 * The pipelines that networks are trained, quantized and published with use it.
 */
final class LinearResampler {
  private static final int BITS = 11;
  private static final int ONE = 1 << BITS;

  private final int width;
  private final int height;
  private final Axis across;
  private final Axis down;
  private final byte[] source;
  private final byte[] target;
  private int[] upper;
  private int[] lower;

  /** The places and weights of one direction. */
  private static final class Axis {
    final int[] first;
    final int[] firstWeight;
    final int[] secondWeight;

    Axis(int from, int to, boolean clamps) {
      first = new int[to];
      firstWeight = new int[to];
      secondWeight = new int[to];
      double scale = 1 / ((double) to / from);
      for (int i = 0; i < to; i++) {
        float place = (float) ((i + 0.5) * scale - 0.5);
        int whole = (int) Math.floor(place);
        float part = place - whole;
        if (clamps && whole < 0) {
          whole = 0;
          part = 0;
        } else if (clamps && whole >= from - 1) {
          whole = from - 1;
          part = 0;
        }
        first[i] = whole;
        firstWeight[i] = (int) Math.rint((1 - part) * ONE);
        secondWeight[i] = (int) Math.rint(part * ONE);
      }
    }
  }

  LinearResampler(int width, int height, int toWidth, int toHeight) {
    this.width = width;
    this.height = height;
    across = new Axis(width, toWidth, true);
    down = new Axis(height, toHeight, false);
    source = new byte[width * Letterbox.CHANNELS];
    target = new byte[toWidth * Letterbox.CHANNELS];
    upper = new int[target.length];
    lower = new int[target.length];
  }

  /** Resamples whole pictures; strides are in bytes, and both pointers are moved. */
  void resample(BytePointer from, long fromStride, BytePointer to, long toStart, long toStride) {
    int upperRow = -1;
    int lowerRow = -1;
    for (int y = 0; y < down.first.length; y++) {
      int first = Math.max(0, Math.min(height - 1, down.first[y]));
      int second = Math.max(0, Math.min(height - 1, down.first[y] + 1));
      if (first != upperRow && first == lowerRow) {
        int[] row = upper;
        upper = lower;
        lower = row;
        lowerRow = upperRow;
        upperRow = first;
      } else if (first != upperRow) {
        widen(from.position(first * fromStride), upper);
        upperRow = first;
      }
      if (second != lowerRow) {
        widen(from.position(second * fromStride), lower);
        lowerRow = second;
      }
      blend(down.firstWeight[y], down.secondWeight[y]);
      to.position(toStart + y * toStride).put(target, 0, target.length);
    }
  }

  private void widen(BytePointer row, int[] wide) {
    row.get(source, 0, source.length);
    int last = (width - 1) * Letterbox.CHANNELS;
    for (int x = 0, at = 0; x < across.first.length; x++, at += Letterbox.CHANNELS) {
      int left = across.first[x] * Letterbox.CHANNELS;
      int right = Math.min(left + Letterbox.CHANNELS, last);
      int a = across.firstWeight[x];
      int b = across.secondWeight[x];
      wide[at] = (source[left] & 0xff) * a + (source[right] & 0xff) * b;
      wide[at + 1] = (source[left + 1] & 0xff) * a + (source[right + 1] & 0xff) * b;
      wide[at + 2] = (source[left + 2] & 0xff) * a + (source[right + 2] & 0xff) * b;
    }
  }

  private void blend(int a, int b) {
    int[] above = upper;
    int[] below = lower;
    for (int i = 0; i < target.length; i++) {
      int sum = ((a * (above[i] >> 4)) >> 16) + ((b * (below[i] >> 4)) >> 16);
      target[i] = (byte) ((sum + 2) >> 2);
    }
  }
}
