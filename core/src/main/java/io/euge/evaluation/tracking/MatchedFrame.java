package io.euge.evaluation.tracking;

/** The boxes of one frame that count. The arrays are not copied and must not change. */
final class MatchedFrame {
  private final int[] truths;
  private final int[] tracks;
  private final double[] similarity;

  /**
   * @param truths tracks of the ground truth, numbered from 0 in the sequence
   * @param tracks tracks that were found, numbered from 0 in the sequence
   * @param similarity intersection over union {@code [truths, tracks]}, row by row
   */
  MatchedFrame(int[] truths, int[] tracks, double[] similarity) {
    this.truths = truths;
    this.tracks = tracks;
    this.similarity = similarity;
  }

  int[] truths() {
    return truths;
  }

  int[] tracks() {
    return tracks;
  }

  double similarity(int truth, int track) {
    return similarity[truth * tracks.length + track];
  }
}
