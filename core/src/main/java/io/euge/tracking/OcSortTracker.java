package io.euge.tracking;

import java.util.ArrayList;
import java.util.List;

/**
 * OC-SORT: J. Cao, J. Pang, X. Weng, R. Khirodkar and K. Kitani, "Observation-Centric SORT:
 * Rethinking SORT for Robust Multi-Object Tracking", CVPR 2023, arXiv:2203.14360. SORT with the
 * direction of movement in the assignment, a second one with detections of low confidence, recovery
 * of lost tracks at their last observation, and a re-update along a virtual path after a loss.
 */
final class OcSortTracker extends FrameTracker {
  private static final double DIRECTION_WEIGHT = 0.2;

  private final List<Track> chosen = new ArrayList<>();
  private final IndexList high = new IndexList();
  private final IndexList low = new IndexList();
  private final double[] earlier = new double[Track.BOX];

  OcSortTracker(TrackerOptions options) {
    super(options);
  }

  @Override
  void advance(FrameBoxes boxes, double step) {
    predictAreas(step);
    int highs = above(boxes, options.confidence());
    high.set(order, 0, highs);
    low.set(order, highs, Math.max(highs, above(boxes, options.lowConfidence())));
    chooseUnmatched();
    associate(boxes);
    chooseUnmatched();
    matchOverlap(boxes, low, false);
    chooseUnmatched();
    matchOverlap(boxes, high, true);
    keepLostStates();
    start(boxes);
    end();
  }

  private void chooseUnmatched() {
    chosen.clear();
    for (int i = 0; i < tracks.size(); i++) {
      if (tracks.get(i).detection == TrackedBoxes.PREDICTED) {
        chosen.add(tracks.get(i));
      }
    }
  }

  private void associate(FrameBoxes boxes) {
    association.begin(high.count(), chosen.size());
    int at = 0;
    for (int i = 0; i < high.count(); i++) {
      for (int j = 0; j < chosen.size(); j++) {
        association.overlaps[at++] = boxes.overlap(high.get(i), chosen.get(j).box);
      }
    }
    if (!association.solveUnambiguous(options.overlap())) {
      addDirections(boxes);
      association.solveByCost(options.overlap());
    }
    take(boxes, high);
  }

  /** Sets the costs: only where the overlaps are ambiguous, for angles take time. */
  private void addDirections(FrameBoxes boxes) {
    for (int j = 0; j < chosen.size(); j++) {
      Track track = chosen.get(j);
      track.earlierObservation(earlier);
      for (int i = 0; i < high.count(); i++) {
        int at = i * chosen.size() + j;
        association.costs[at] = -association.overlaps[at] - direction(boxes, high.get(i), track);
      }
    }
  }

  /** Returns how well a detection lies in the direction in which the track moves. */
  private double direction(FrameBoxes boxes, int index, Track track) {
    if (track.hits == 0) {
      return 0;
    }
    double x = boxes.x(index) + boxes.width(index) / 2 - earlier[0] - earlier[2] / 2;
    double y = boxes.y(index) + boxes.height(index) / 2 - earlier[1] - earlier[3] / 2;
    double length = Math.sqrt(x * x + y * y) + 1e-6;
    double cosine = (track.directionX * x + track.directionY * y) / length;
    double angle = StrictMath.acos(Math.max(-1, Math.min(1, cosine)));
    return DIRECTION_WEIGHT * boxes.confidence(index) * (Math.PI / 2 - angle) / Math.PI;
  }

  /** Matches by overlap alone, with the predictions or with the last observations. */
  private void matchOverlap(FrameBoxes boxes, IndexList detections, boolean observations) {
    association.begin(detections.count(), chosen.size());
    int at = 0;
    double most = 0;
    for (int i = 0; i < detections.count(); i++) {
      for (int j = 0; j < chosen.size(); j++) {
        Track track = chosen.get(j);
        boolean none = observations && track.hits == 0;
        double[] box = observations ? track.observation : track.box;
        double overlap = none ? 0 : boxes.overlap(detections.get(i), box);
        association.overlaps[at] = overlap;
        association.costs[at++] = -overlap;
        most = Math.max(most, overlap);
      }
    }
    if (most >= options.overlap()) {
      association.solveByCost(options.overlap());
    }
    take(boxes, detections);
  }

  private void take(FrameBoxes boxes, IndexList detections) {
    for (int i = 0; i < detections.count(); i++) {
      if (association.track(i) != Association.NONE) {
        correct(chosen.get(association.track(i)), boxes, detections.get(i));
      }
    }
    detections.removeMatched(association);
  }

  private void correct(Track track, FrameBoxes boxes, int index) {
    double x = boxes.x(index);
    double y = boxes.y(index);
    double width = boxes.width(index);
    double height = boxes.height(index);
    if (track.hits > 0) {
      point(track, x + width / 2, y + height / 2);
      if (track.stateKept) {
        updateAgain(track, x, y, width, height);
      }
    }
    track.stateKept = false;
    track.see(boxes, index, now());
    track.hits++;
    track.streak++;
    AreaMotion.correct(track, x, y, width, height);
    track.observe(boxes, index);
    System.arraycopy(track.observation, 0, track.box, 0, Track.BOX);
  }

  private void point(Track track, double x, double y) {
    track.earlierObservation(earlier);
    double movedX = x - earlier[0] - earlier[2] / 2;
    double movedY = y - earlier[1] - earlier[3] / 2;
    double length = Math.sqrt(movedX * movedX + movedY * movedY) + 1e-6;
    track.directionX = movedX / length;
    track.directionY = movedY / length;
  }

  /** Goes back to the loss and updates along the straight path to the new detection. */
  private void updateAgain(Track track, double x, double y, double width, double height) {
    double[] from = track.observation;
    double step = (now() - track.lastSeen) / track.missed;
    System.arraycopy(track.lostState, 0, track.state, 0, track.state.length);
    for (int i = 1; i < track.missed; i++) {
      double part = (double) i / track.missed;
      AreaMotion.correct(
          track.state,
          from[0] + part * (x - from[0]),
          from[1] + part * (y - from[1]),
          from[2] + part * (width - from[2]),
          from[3] + part * (height - from[3]));
      AreaMotion.advance(track.state, step);
    }
  }

  private void keepLostStates() {
    for (int i = 0; i < tracks.size(); i++) {
      Track track = tracks.get(i);
      if (track.detection == TrackedBoxes.PREDICTED && track.hits > 0 && !track.stateKept) {
        System.arraycopy(track.state, 0, track.lostState, 0, track.state.length);
        track.stateKept = true;
      }
    }
  }

  private void start(FrameBoxes boxes) {
    for (int i = 0; i < high.count(); i++) {
      Track track = pool.start(boxes, high.get(i), now());
      AreaMotion.begin(track);
      tracks.add(track);
    }
  }

  @Override
  boolean isAlive(Track track) {
    return track.detection != TrackedBoxes.PREDICTED || !expired(track);
  }

  @Override
  boolean reported(Track track) {
    return track.streak >= options.minHits() || frame <= options.minHits();
  }
}
