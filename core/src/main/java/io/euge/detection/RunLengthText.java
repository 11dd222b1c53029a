package io.euge.detection;

import java.util.Arrays;

/**
 * COCO's compressed run lengths (cocoapi, {@code rleToString} of {@code maskApi.c}): from the
 * fourth on, the difference from the length before the last; each in groups of five bits from the
 * lowest, a character for each group, with a sixth bit that says that another follows.
 */
final class RunLengthText {
  private static final int FIRST_CHARACTER = 48;
  private static final int BITS = 5;
  private static final int MORE = 0x20;
  private static final int SIGN = 0x10;

  private RunLengthText() {}

  static String of(int[] runs) {
    StringBuilder text = new StringBuilder(2 * runs.length);
    for (int i = 0; i < runs.length; i++) {
      int rest = i > 2 ? runs[i] - runs[i - 2] : runs[i];
      boolean more = true;
      while (more) {
        int group = rest & (MORE - 1);
        rest >>= BITS;
        more = (group & SIGN) != 0 ? rest != -1 : rest != 0;
        text.append((char) (FIRST_CHARACTER + (more ? group | MORE : group)));
      }
    }
    return text.toString();
  }

  /**
   * Reads run lengths.
   *
   * @throws IllegalArgumentException if the text is none
   */
  static int[] parse(String text) {
    int[] runs = new int[text.length()];
    int count = 0;
    int value = 0;
    int shift = 0;
    for (int i = 0; i < text.length(); i++) {
      int group = text.charAt(i) - FIRST_CHARACTER;
      if (group < 0 || group >= 2 * MORE || shift > Integer.SIZE) {
        throw new IllegalArgumentException("no run lengths of COCO");
      }
      value |= shift < Integer.SIZE ? (group & (MORE - 1)) << shift : 0;
      shift += BITS;
      if ((group & MORE) == 0) {
        if ((group & SIGN) != 0 && shift < Integer.SIZE) {
          value |= -1 << shift;
        }
        runs[count] = count > 2 ? value + runs[count - 2] : value;
        count++;
        value = 0;
        shift = 0;
      }
    }
    if (shift > 0) {
      throw new IllegalArgumentException("run lengths of COCO that end within one");
    }
    return Arrays.copyOf(runs, count);
  }
}
