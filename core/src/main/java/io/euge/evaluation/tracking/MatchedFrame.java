package io.euge.evaluation.tracking;

/**
 * The boxes of one frame that count.
 *
 * @param truths tracks of the ground truth, numbered from 0 in the sequence
 * @param tracks tracks that were found, numbered from 0 in the sequence
 * @param similarity intersection over union {@code [truths, tracks]}, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record MatchedFrame(int[] truths, int[] tracks, double[] similarity) {
  double similarity(int truth, int track) {
    return similarity[truth * tracks.length + track];
  }
}
