package io.euge.rendering;

import java.awt.Color;

/** One colour for each class of a model, the same in every picture and page. */
public final class ClassColors {
  /** Apart from each other for those who tell red from green poorly, too; bright on a road. */
  private static final int[] FIRST = {
    0x4CC9F0, 0xFFB703, 0xF15BB5, 0x80ED99, 0xFF7B54, 0xB79CFF, 0xF4F06B, 0x2EC4B6
  };

  /** Turns of the colour wheel by the golden ratio never come near an earlier one soon. */
  private static final double GOLDEN = 0.618033988749895;

  private ClassColors() {}

  /**
   * The colour of a class.
   *
   * @param classId index in the model's labels, from 0
   */
  public static Color of(int classId) {
    if (classId < FIRST.length) {
      return new Color(FIRST[classId]);
    }
    float hue = (float) (classId * GOLDEN % 1);
    return Color.getHSBColor(hue, classId % 2 == 0 ? 0.55f : 0.8f, 1f);
  }

  /** Black or white: what is read better on a colour, by its luminance (ITU-R BT.601). */
  static Color on(Color color) {
    double luminance = 0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue();
    return luminance > 140 ? Color.BLACK : Color.WHITE;
  }
}
