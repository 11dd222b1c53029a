package io.euge.detection.head;

import java.util.Arrays;
import java.util.Set;

/** The category numbers of COCO's annotations: 1 to 90, ten of which no class has. */
public final class CocoCategories {
  /** One more than the highest number. */
  public static final int COUNT = 91;

  /** How many classes have a number. */
  public static final int CLASSES = 80;

  private static final Set<Integer> UNUSED = Set.of(0, 12, 26, 29, 30, 45, 66, 68, 69, 71, 83);

  private static final int[] CLASS_OF = new int[COUNT];

  static {
    Arrays.fill(CLASS_OF, -1);
    int classId = 0;
    for (int number = 0; number < COUNT; number++) {
      if (!UNUSED.contains(number)) {
        CLASS_OF[number] = classId++;
      }
    }
  }

  private CocoCategories() {}

  /** Returns the class of a number, from 0 to 79; -1 if no class has it. */
  public static int classOf(int number) {
    return number >= 0 && number < COUNT ? CLASS_OF[number] : -1;
  }
}
