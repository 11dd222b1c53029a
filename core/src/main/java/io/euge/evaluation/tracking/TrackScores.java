package io.euge.evaluation.tracking;

import java.util.Collection;

/**
 * All metrics of a sequence, or of several together.
 *
 * @param truthBoxes how many boxes the ground truth has
 * @param truthTracks how many tracks the ground truth has
 * @param boxes how many boxes were found
 * @param tracks how many tracks were found
 */
public record TrackScores(
    Hota hota,
    Clear clear,
    Identity identity,
    int truthBoxes,
    int truthTracks,
    int boxes,
    int tracks) {

  /** Judges a sequence. */
  public static TrackScores of(TrackSequence sequence) {
    return new TrackScores(
        HotaTally.of(sequence),
        ClearTally.of(sequence),
        IdentityTally.of(sequence),
        sequence.truthBoxes(),
        sequence.truths(),
        sequence.trackBoxes(),
        sequence.tracks());
  }

  /** Combines sequences: boxes and errors are added up, so that long sequences weigh more. */
  public static TrackScores combined(Collection<TrackScores> sequences) {
    Hota hota = new Hota();
    sequences.forEach(one -> hota.add(one.hota));
    return new TrackScores(
        hota,
        sequences.stream().map(TrackScores::clear).reduce(Clear.NONE, Clear::plus),
        sequences.stream().map(TrackScores::identity).reduce(Identity.NONE, Identity::plus),
        sequences.stream().mapToInt(TrackScores::truthBoxes).sum(),
        sequences.stream().mapToInt(TrackScores::truthTracks).sum(),
        sequences.stream().mapToInt(TrackScores::boxes).sum(),
        sequences.stream().mapToInt(TrackScores::tracks).sum());
  }
}
