package io.euge.bench.script;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.euge.bench.measurement.Samples;

/**
 * The result of a contestant.
 *
 * @param contestant name of the peer
 * @param frames that it detected in, or that its videos have if it takes a sample of them
 * @param problem why it was not measured to the end; null if it was
 * @param agreement fraction of the confident boxes that it and the reference have in common, in all
 *     of its videos
 * @param wallSeconds elapsed time per round, from the start of the program to its end
 * @param processorSeconds CPU time of all processes per round
 * @param peakBytes peak memory of all processes per round
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Standing(
    String contestant,
    String title,
    String engine,
    long frames,
    String problem,
    Double agreement,
    Samples wallSeconds,
    Samples processorSeconds,
    Samples peakBytes) {

  /** Returns the standing of a contestant that failed. */
  static Standing failed(Entrant entrant, long frames, String problem) {
    return new Standing(
        entrant.peer().id(),
        entrant.peer().title(),
        entrant.engine().title(),
        frames,
        problem,
        null,
        null,
        null,
        null);
  }

  /** Returns the frames of its videos per second, from the median; NaN if it was not measured. */
  double framesPerSecond() {
    return wallSeconds == null ? Double.NaN : frames / wallSeconds.median();
  }
}
