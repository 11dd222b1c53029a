package io.euge.evaluation.tracking;

import java.util.List;

/**
 * The boxes of one video that are evaluated: the ground truth and the tracks, frame by frame.
 *
 * @param frames in order; those with neither are left out
 * @param truths tracks of the ground truth
 * @param tracks that were found
 */
public record TrackSequence(List<MatchedFrame> frames, int truths, int tracks) {
  public TrackSequence {
    frames = List.copyOf(frames);
  }

  /** The number of boxes of the ground truth. */
  public int truthBoxes() {
    return frames.stream().mapToInt(frame -> frame.truths().length).sum();
  }

  /** The number of boxes of the tracks. */
  public int trackBoxes() {
    return frames.stream().mapToInt(frame -> frame.tracks().length).sum();
  }
}
