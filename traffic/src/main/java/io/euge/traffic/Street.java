package io.euge.traffic;

import java.util.ArrayList;
import java.util.List;

/**
 * A straight road with lanes in both directions and right-hand traffic.
 *
 * @param lanesEach lanes per direction
 * @param laneWidth in meters
 * @param middle width of the median strip in meters
 * @param pavement width of each pavement in meters
 * @param stopLine distance from the camera, in meters, of the stop line for vehicles that drive
 *     towards it
 */
record Street(int lanesEach, double laneWidth, double middle, double pavement, double stopLine) {

  /**
   * A lane.
   *
   * @param center offset to the right of the road's center, in meters
   * @param away whether its vehicles drive away from the camera
   */
  record Lane(int number, double center, boolean away) {}

  /** Returns all lanes, from left to right. */
  List<Lane> lanes() {
    List<Lane> lanes = new ArrayList<>();
    for (int i = -lanesEach; i < lanesEach; i++) {
      double offset = (i + 0.5) * laneWidth + (i < 0 ? -middle / 2 : middle / 2);
      lanes.add(new Lane(lanes.size(), offset, i >= 0));
    }
    return lanes;
  }

  /** Returns half the width of the road between the kerbs, in meters. */
  double half() {
    return lanesEach * laneWidth + middle / 2 + 0.4;
  }
}
