package io.euge.evaluation;

import io.euge.detection.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Made-up pictures in which all happens: ignored objects, boxes that overlap several, objects found
 * twice or as something else, equal confidences, and pictures with more detections than count.
 */
final class CrowdedImages {
  private static final List<String> LABELS = List.of("a", "b", "c");

  private final Random random = new Random(1);

  List<Image> images(int count) {
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      images.add(image(i % 50 == 0 ? 400 : random.nextInt(3)));
    }
    return images;
  }

  private Image image(int strays) {
    List<GroundTruth> truths = new ArrayList<>();
    List<Detection> found = new ArrayList<>();
    for (int objects = random.nextInt(8); objects > 0; objects--) {
      int[] box = box();
      int label = random.nextInt(3);
      boolean ignored = random.nextInt(4) == 0;
      truths.add(new GroundTruth(LABELS.get(label), box[0], box[1], box[2], box[3], ignored));
      while (random.nextInt(3) > 0) {
        int[] near = box.clone();
        for (int side = 0; side < 4; side++) {
          near[side] += random.nextInt(5) - 2;
        }
        found.add(detection(random.nextInt(6) == 0 ? random.nextInt(3) : label, 0.01f, near));
      }
    }
    for (int i = 0; i < strays; i++) {
      found.add(detection(random.nextInt(3), 0.02f, box()));
    }
    return new Image(truths, found);
  }

  private int[] box() {
    return new int[] {
      random.nextInt(60), random.nextInt(60), 10 + random.nextInt(20), 10 + random.nextInt(20)
    };
  }

  private Detection detection(int label, float above, int[] box) {
    float confidence = above + random.nextInt(40) / 41f;
    return new Detection(LABELS.get(label), label, confidence, box[0], box[1], box[2], box[3]);
  }
}
