package io.euge.evaluation.tracking;

import java.util.List;

/**
 * What counts of one video: the ground truth and the tracks, frame by frame.
 *
 * @param frames in order; those with neither are left out
 * @param truths tracks of the ground truth
 * @param tracks that were found
 */
public record TrackSequence(List<MatchedFrame> frames, int truths, int tracks) {
  public TrackSequence {
    frames = List.copyOf(frames);
  }

  /** How many boxes the ground truth has. */
  public int truthBoxes() {
    return frames.stream().mapToInt(frame -> frame.truths().length).sum();
  }

  /** How many boxes were found. */
  public int trackBoxes() {
    return frames.stream().mapToInt(frame -> frame.tracks().length).sum();
  }
}
