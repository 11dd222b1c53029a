package io.euge.rendering;

import java.awt.Color;

/** Assigns a color to each class of a model, the same in every image. */
public final class ClassColors {
  /** Distinguishable with red-green color blindness; bright on a road. */
  private static final int[] FIRST = {
    0x4CC9F0, 0xFFB703, 0xF15BB5, 0x80ED99, 0xFF7B54, 0xB79CFF, 0xF4F06B, 0x2EC4B6
  };

  /** Steps of the golden ratio around the color wheel keep consecutive hues far apart. */
  private static final double GOLDEN = 0.618033988749895;

  private ClassColors() {}

  /**
   * Returns the color of a class.
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

  /** Returns black or white, whichever contrasts with a color by its luminance (ITU-R BT.601). */
  static Color on(Color color) {
    double luminance = 0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue();
    return luminance > 140 ? Color.BLACK : Color.WHITE;
  }
}
