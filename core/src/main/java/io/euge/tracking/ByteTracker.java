package io.euge.tracking;

import io.euge.detection.IntersectionOverUnion;
import java.util.ArrayList;
import java.util.List;

/**
 * ByteTrack: Y. Zhang, P. Sun, Y. Jiang, D. Yu, F. Weng, Z. Yuan, P. Luo, W. Liu and X. Wang,
 * "ByteTrack: Multi-Object Tracking by Associating Every Detection Box", ECCV 2022,
 * arXiv:2110.06864. Detections of high confidence continue tracks first, those of low confidence
 * the tracks that are left; only the first start tracks. One rule is that of H. Hashempoor and Y.
 * D. Hwang, "FastTracker: Real-Time and Accurate Visual Tracking", arXiv:2508.14370: no track
 * starts where another is seen.
 */
final class ByteTracker extends FrameTracker {
  /** How far above the confidence of the first association a detection must be to start a track. */
  private static final double START_MARGIN = 0.1;

  private static final double SECOND_LIMIT = 0.5;
  private static final double UNCONFIRMED_LIMIT = 0.7;
  private static final double DUPLICATE_OVERLAP = 0.85;

  /** The overlap with a track that is seen from which on a detection is no other object. */
  private static final double SAME_OBJECT_OVERLAP = 0.3;

  /** The authors count the last pixel in: a box from 10 to 20 is 11 pixels wide. */
  private static final double LAST_PIXEL = 1;

  private final List<Track> chosen = new ArrayList<>();
  private final IndexList high = new IndexList();
  private final IndexList low = new IndexList();

  ByteTracker(TrackerOptions options) {
    super(options);
  }

  @Override
  void advance(FrameBoxes boxes, double step) {
    predict(step);
    int highs = above(boxes, options.confidence());
    high.set(order, 0, highs);
    low.set(order, highs, Math.max(highs, above(boxes, options.lowConfidence())));
    chooseConfirmed();
    match(boxes, high, true, 1 - options.overlap());
    keepUnmatched();
    match(boxes, low, false, SECOND_LIMIT);
    markLost();
    chooseUnconfirmed();
    match(boxes, high, true, UNCONFIRMED_LIMIT);
    start(boxes);
    end();
    removeDuplicates();
  }

  /** A new track is not predicted: its second detection is compared with its first. */
  private void predict(double step) {
    for (int i = 0; i < tracks.size(); i++) {
      Track track = tracks.get(i);
      track.grow();
      if (track.confirmed || track.hits > 0) {
        HeightMotion.advance(track, step);
      }
    }
  }

  private void chooseConfirmed() {
    chosen.clear();
    for (int i = 0; i < tracks.size(); i++) {
      if (tracks.get(i).confirmed) {
        chosen.add(tracks.get(i));
      }
    }
  }

  private void chooseUnconfirmed() {
    chosen.clear();
    for (int i = 0; i < tracks.size(); i++) {
      if (!tracks.get(i).confirmed) {
        chosen.add(tracks.get(i));
      }
    }
  }

  /** Keeps the tracks that were seen in the frame before and have no detection in this one. */
  private void keepUnmatched() {
    int kept = 0;
    for (int i = 0; i < chosen.size(); i++) {
      Track track = chosen.get(i);
      if (track.detection == TrackedBoxes.PREDICTED && !track.lost) {
        chosen.set(kept++, track);
      }
    }
    cut(chosen, kept);
  }

  private void match(FrameBoxes boxes, IndexList detections, boolean fused, double limit) {
    association.begin(detections.count(), chosen.size());
    int at = 0;
    for (int i = 0; i < detections.count(); i++) {
      int index = detections.get(i);
      double weight = fused ? boxes.confidence(index) : 1;
      for (int j = 0; j < chosen.size(); j++) {
        association.costs[at++] = 1 - weight * overlap(boxes, index, chosen.get(j).box);
      }
    }
    association.solveWithin(limit);
    for (int i = 0; i < detections.count(); i++) {
      if (association.track(i) != Association.NONE) {
        correct(chosen.get(association.track(i)), boxes, detections.get(i));
      }
    }
    detections.removeMatched(association);
  }

  private void correct(Track track, FrameBoxes boxes, int index) {
    track.see(boxes, index, now());
    track.hits++;
    track.lost = false;
    track.confirmed |= track.hits + 1 >= options.minHits();
    HeightMotion.correct(
        track, boxes.x(index), boxes.y(index), boxes.width(index), boxes.height(index));
  }

  private void markLost() {
    for (int i = 0; i < chosen.size(); i++) {
      Track track = chosen.get(i);
      track.lost = track.detection == TrackedBoxes.PREDICTED;
    }
  }

  private void start(FrameBoxes boxes) {
    for (int i = 0; i < high.count(); i++) {
      int index = high.get(i);
      if (boxes.confidence(index) >= options.confidence() + START_MARGIN
          && !isSeenAlready(boxes, index)) {
        Track track = pool.start(boxes, index, now());
        HeightMotion.begin(track);
        track.confirmed = frame == 1 || options.minHits() <= 1;
        tracks.add(track);
      }
    }
  }

  private boolean isSeenAlready(FrameBoxes boxes, int index) {
    for (int i = 0; i < tracks.size(); i++) {
      Track track = tracks.get(i);
      if (track.confirmed
          && track.detection != TrackedBoxes.PREDICTED
          && boxes.kind(track.detection) == boxes.kind(index)
          && overlap(boxes, index, track.box) >= SAME_OBJECT_OVERLAP) {
        return true;
      }
    }
    return false;
  }

  @Override
  boolean isAlive(Track track) {
    return track.detection != TrackedBoxes.PREDICTED || (track.confirmed && !expired(track));
  }

  /** Of a track that is seen and a lost one in the same place, ends the one followed for less. */
  private void removeDuplicates() {
    for (int i = 0; i < tracks.size(); i++) {
      for (int j = 0; j < tracks.size(); j++) {
        Track seen = tracks.get(i);
        Track lost = tracks.get(j);
        if (!seen.lost && lost.lost && overlap(seen.box, lost.box) > DUPLICATE_OVERLAP) {
          boolean older = seen.lastSeen - seen.started > lost.lastSeen - lost.started;
          (older ? lost : seen).duplicate = true;
        }
      }
    }
    keep(track -> !track.duplicate);
  }

  private static double overlap(FrameBoxes boxes, int index, double[] box) {
    return IntersectionOverUnion.of(
        boxes.x(index),
        boxes.y(index),
        boxes.width(index) + LAST_PIXEL,
        boxes.height(index) + LAST_PIXEL,
        box[0],
        box[1],
        box[2] + LAST_PIXEL,
        box[3] + LAST_PIXEL);
  }

  private static double overlap(double[] box, double[] other) {
    return IntersectionOverUnion.of(
        box[0],
        box[1],
        box[2] + LAST_PIXEL,
        box[3] + LAST_PIXEL,
        other[0],
        other[1],
        other[2] + LAST_PIXEL,
        other[3] + LAST_PIXEL);
  }

  @Override
  boolean reported(Track track) {
    return track.confirmed;
  }
}
