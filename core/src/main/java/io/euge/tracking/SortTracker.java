package io.euge.tracking;

/**
 * SORT: A. Bewley, Z. Ge, L. Ott, F. Ramos and B. Upcroft, "Simple Online and Realtime Tracking",
 * ICIP 2016, arXiv:1602.00763. A Kalman filter predicts each track, the assignment of most overlap
 * continues it.
 */
final class SortTracker extends FrameTracker {
  SortTracker(TrackerOptions options) {
    super(options);
  }

  @Override
  void advance(FrameBoxes boxes, double step) {
    predictAreas(step);
    int detections = above(boxes, Math.nextDown(options.confidence()));
    associate(boxes, detections);
    for (int i = 0; i < detections; i++) {
      if (association.track(i) != Association.NONE) {
        correct(tracks.get(association.track(i)), boxes, order[i]);
      }
    }
    start(boxes, detections, false);
    start(boxes, detections, true);
    end();
  }

  private void associate(FrameBoxes boxes, int detections) {
    association.begin(detections, tracks.size());
    int at = 0;
    for (int i = 0; i < detections; i++) {
      for (int j = 0; j < tracks.size(); j++) {
        double overlap = boxes.overlap(order[i], tracks.get(j).box);
        association.overlaps[at] = overlap;
        association.costs[at++] = -overlap;
      }
    }
    association.solve(options.overlap());
  }

  private void correct(Track track, FrameBoxes boxes, int index) {
    track.see(boxes, index, now());
    track.streak++;
    AreaMotion.correct(
        track, boxes.x(index), boxes.y(index), boxes.width(index), boxes.height(index));
  }

  /**
   * Starts tracks with the detections that the solver left out, or that it paired with too little
   * overlap: SORT numbers the first before the second.
   */
  private void start(FrameBoxes boxes, int detections, boolean refused) {
    for (int i = 0; i < detections; i++) {
      if (association.track(i) == Association.NONE && association.refused(i) == refused) {
        Track track = pool.start(boxes, order[i], now());
        AreaMotion.begin(track);
        tracks.add(track);
      }
    }
  }

  @Override
  boolean isAlive(Track track) {
    return track.missed <= options.maxAge();
  }

  @Override
  boolean reported(Track track) {
    return track.streak >= options.minHits() || frame <= options.minHits();
  }
}
