package io.euge.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.evaluation.groundtruth.LaneLine;
import io.euge.evaluation.groundtruth.VideoGroundTruth.LineCrossing;
import io.euge.evaluation.groundtruth.WholeBox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineCounterTest {
  private static final int FRAMES = 250;

  /** Who is seen on both sides of the lines has crossed one; who stays on a side, none. */
  @Test
  void whoComesFromOneSideToTheOtherIsCountedOnce() {
    int crossed = 0;
    for (int seed = 0; seed < 8; seed++) {
      Scene scene = new Scene(seed, Conditions.DAY, 320, 180);
      List<LaneLine> lines = scene.lines(Clip.LINE);
      LineCounter counter = new LineCounter();
      Map<Integer, Double> first = new HashMap<>();
      Map<Integer, Double> last = new HashMap<>();
      for (int i = 0; i < FRAMES; i++) {
        List<WholeBox> boxes = scene.whole();
        counter.add(i / 25.0, boxes);
        for (WholeBox box : boxes) {
          first.putIfAbsent(box.id(), below(lines, box));
          last.put(box.id(), below(lines, box));
        }
        scene.advance(1 / 25.0);
      }
      Map<Integer, Integer> net = new HashMap<>();
      for (LineCrossing one : counter.crossings(lines)) {
        net.merge(one.id(), one.direction().equals(LaneLine.TOWARDS) ? 1 : -1, Integer::sum);
        crossed++;
      }
      for (int id : first.keySet()) {
        // Within a tenth of the box's height of a line the rule waits.
        if (Math.abs(first.get(id)) > 0.2 && Math.abs(last.get(id)) > 0.2) {
          int sides = (last.get(id) > 0 ? 1 : 0) - (first.get(id) > 0 ? 1 : 0);
          assertThat(net.getOrDefault(id, 0)).as("seed %d, vehicle %d", seed, id).isEqualTo(sides);
        }
      }
    }
    assertThat(crossed).isGreaterThan(40);
  }

  /** How far a box's bottom centre is below the straight through all lines, in box heights. */
  private static double below(List<LaneLine> lines, WholeBox box) {
    LaneLine left = lines.get(0);
    LaneLine right = lines.get(lines.size() - 1);
    double slope = (right.rightY() - left.leftY()) / (right.rightX() - left.leftX());
    double at = left.leftY() + slope * (box.x() + box.width() / 2 - left.leftX());
    return (box.y() + box.height() - at) / box.height();
  }
}
