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
  private static final int CHANGES = -1;

  /**
   * A car that stays in its lane, and is seen on both sides of the lane's line, has crossed it; one
   * that stays on a side has not. The box of a longer vehicle may be over the next lane.
   */
  @Test
  void whoComesFromOneSideToTheOtherIsCountedOnce() {
    int crossed = 0;
    for (int seed = 0; seed < 12; seed++) {
      Scene scene = new Scene(seed, Conditions.DAY, 320, 180);
      List<LaneLine> lines = scene.lines();
      LineCounter counter = new LineCounter();
      Map<Integer, Double> first = new HashMap<>();
      Map<Integer, Double> last = new HashMap<>();
      for (int i = 0; i < FRAMES; i++) {
        Map<Integer, Integer> lanes = new HashMap<>();
        for (Vehicle vehicle : scene.vehicles()) {
          boolean stays = vehicle.lane.equals(vehicle.from) && vehicle.body.kind() == Kind.CAR;
          lanes.put(vehicle.id, stays ? vehicle.lane.number() : CHANGES);
        }
        List<WholeBox> boxes = scene.whole();
        counter.add(i / 25.0, boxes);
        for (WholeBox box : boxes) {
          int lane = lanes.get(box.id());
          double below = lane == CHANGES ? Double.NaN : below(lines.get(lane), box);
          first.putIfAbsent(box.id(), below);
          last.merge(box.id(), below, (was, is) -> Double.isNaN(was) ? was : is);
        }
        scene.advance(1 / 25.0);
      }
      Map<Integer, Integer> net = new HashMap<>();
      for (LineCrossing one : counter.crossings(lines)) {
        net.merge(one.id(), one.direction().equals(LaneLine.TOWARDS) ? 1 : -1, Integer::sum);
      }
      for (int id : first.keySet()) {
        // Within a tenth of the box's height of a line the rule waits.
        if (Math.abs(first.get(id)) > 0.2 && Math.abs(last.get(id)) > 0.2) {
          int sides = (last.get(id) > 0 ? 1 : 0) - (first.get(id) > 0 ? 1 : 0);
          assertThat(net.getOrDefault(id, 0)).as("seed %d, vehicle %d", seed, id).isEqualTo(sides);
          crossed += Math.abs(sides);
        }
      }
    }
    assertThat(crossed).isGreaterThan(20);
  }

  @Test
  void linesAreInThePictureEachInItsLane() {
    for (int seed = 0; seed < 40; seed++) {
      List<LaneLine> lines = new Scene(seed, Conditions.DAY, 320, 180).lines();
      for (int i = 0; i < lines.size(); i++) {
        LaneLine line = lines.get(i);
        assertThat((line.leftX() + line.rightX()) / 2).as("seed %d", seed).isBetween(0.0, 320.0);
        assertThat(line.leftY()).isBetween(30.0, 175.0);
        assertThat(line.rightX()).isGreaterThan(line.leftX() + 10);
        assertThat(line.lane()).isEqualTo(i);
      }
    }
  }

  /** How far a box's bottom center is below the straight through a line, in box heights. */
  private static double below(LaneLine line, WholeBox box) {
    double slope = (line.rightY() - line.leftY()) / (line.rightX() - line.leftX());
    double at = line.leftY() + slope * (box.x() + box.width() / 2 - line.leftX());
    return (box.y() + box.height() - at) / box.height();
  }
}
