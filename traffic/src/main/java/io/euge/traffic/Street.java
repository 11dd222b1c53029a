package io.euge.traffic;

import java.util.ArrayList;
import java.util.List;

/**
 * A straight road with lanes for both directions, driven on the right.
 *
 * @param lanesEach lanes of each direction
 * @param laneWidth in metres
 * @param middle metres of the strip between the directions
 * @param pavement metres of the pavements beside the road
 * @param stopLine where vehicles that come towards the camera wait for green, in metres ahead of it
 */
record Street(int lanesEach, double laneWidth, double middle, double pavement, double stopLine) {

  /**
   * A lane.
   *
   * @param centre metres right of the road's middle
   * @param away whether its vehicles drive away from the camera
   */
  record Lane(int number, double centre, boolean away) {}

  /** All lanes, from the left to the right. */
  List<Lane> lanes() {
    List<Lane> lanes = new ArrayList<>();
    for (int i = -lanesEach; i < lanesEach; i++) {
      double offset = (i + 0.5) * laneWidth + (i < 0 ? -middle / 2 : middle / 2);
      lanes.add(new Lane(lanes.size(), offset, i >= 0));
    }
    return lanes;
  }

  /** Half the width of the road between the kerbs. */
  double half() {
    return lanesEach * laneWidth + middle / 2 + 0.4;
  }
}
