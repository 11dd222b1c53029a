package io.euge.bench.tune;

import static io.euge.bench.report.TextLines.line;

import io.euge.bench.measurement.Samples;
import java.util.List;

/**
 * Compares predictions with the durations of jobs.
 *
 * @param videoSeconds length of the video that each job reads
 * @param rounds in the order of measurement, at least one
 */
record TuneComparison(String model, String video, double videoSeconds, List<Round> rounds) {
  /** The maximum relative error of a prediction. */
  static final double GOAL = 0.15;

  TuneComparison {
    rounds = List.copyOf(rounds);
  }

  /**
   * A prediction and the duration of the job after it.
   *
   * @param predictedSeconds from Spark's start to the completed table
   * @param seconds measured duration
   */
  record Round(double predictedSeconds, double seconds) {
    double ratio() {
      return predictedSeconds / seconds;
    }
  }

  /** Returns the median of predicted divided by measured duration. */
  public double ratio() {
    return new Samples(rounds.stream().map(Round::ratio).toList()).median();
  }

  /** Returns whether the median prediction is within the maximum error. */
  public boolean isWithinGoal() {
    return Math.abs(ratio() - 1) <= GOAL;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "%s on %s, jobs of %.0f s of video", model, video, videoSeconds);
    for (Round round : rounds) {
      line(
          text,
          "  predicted %6.1f s, took %6.1f s: %.2f of it",
          round.predictedSeconds(),
          round.seconds(),
          round.ratio());
    }
    line(
        text,
        "median %.2f, %s %.0f %%",
        ratio(),
        isWithinGoal() ? "within" : "not within",
        100 * GOAL);
    return text.toString();
  }
}
