package io.euge.detection.head;

import java.util.Arrays;

/**
 * The boxes of one frame before suppression, in parallel arrays that grow once and are used again
 * for every frame. Boxes are left, top, width and height in source pixels.
 */
final class Candidates {
  int size;
  int[] classIds = new int[256];
  float[] confidences = new float[256];
  float[] boxes = new float[4 * 256];

  void clear() {
    size = 0;
  }

  void add(int classId, float confidence, float x, float y, float width, float height) {
    if (size == classIds.length) {
      classIds = Arrays.copyOf(classIds, 2 * size);
      confidences = Arrays.copyOf(confidences, 2 * size);
      boxes = Arrays.copyOf(boxes, 8 * size);
    }
    classIds[size] = classId;
    confidences[size] = confidence;
    boxes[4 * size] = x;
    boxes[4 * size + 1] = y;
    boxes[4 * size + 2] = width;
    boxes[4 * size + 3] = height;
    size++;
  }

  /** Intersection over union of two boxes; 0 where both are empty. */
  float iou(int a, int b) {
    int i = 4 * a;
    int j = 4 * b;
    float width =
        Math.min(boxes[i] + boxes[i + 2], boxes[j] + boxes[j + 2]) - Math.max(boxes[i], boxes[j]);
    float height =
        Math.min(boxes[i + 1] + boxes[i + 3], boxes[j + 1] + boxes[j + 3])
            - Math.max(boxes[i + 1], boxes[j + 1]);
    if (width <= 0 || height <= 0) {
      return 0;
    }
    float both = width * height;
    return both / (boxes[i + 2] * boxes[i + 3] + boxes[j + 2] * boxes[j + 3] - both);
  }
}
