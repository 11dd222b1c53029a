package io.euge.detection.mask;

import java.util.Arrays;

/** Collects pixels in rising order as lengths of runs, outside and inside in turn. */
final class RunBuilder {
  private int[] runs = new int[256];
  private int count;

  /** The pixel behind the last run, which is one inside unless there is none yet. */
  private int end;

  void start() {
    count = 0;
    end = 0;
  }

  void add(int pixel) {
    if (count > 0 && pixel == end) {
      runs[count - 1]++;
    } else {
      append(pixel - end);
      append(1);
    }
    end = pixel + 1;
  }

  private void append(int run) {
    if (count == runs.length) {
      runs = Arrays.copyOf(runs, 2 * count);
    }
    runs[count++] = run;
  }

  /** Returns the runs of a frame of so many pixels. */
  int[] finish(int pixels) {
    if (end < pixels) {
      append(pixels - end);
    }
    return Arrays.copyOf(runs, count);
  }
}
