package io.euge.bench.sharing;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.euge.bench.measurement.Samples;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The measurements of one variant with one number of tasks, in all rounds.
 *
 * @param clips number of small tasks of the job
 */
record Point(
    @JsonProperty("contestant") SharingVariant variant,
    int tasks,
    int clips,
    List<PointProcess.Result> rounds) {
  @JsonProperty
  double readySeconds() {
    return median(PointProcess.Result::readySeconds);
  }

  @JsonProperty
  double peakBytes() {
    return median(PointProcess.Result::peakBytes);
  }

  /** Returns the median throughput of the job of small tasks, including all loads. */
  @JsonProperty
  double clipFramesPerSecond() {
    return median(round -> round.job().framesPerSecond());
  }

  @JsonProperty
  double steadyFramesPerSecond() {
    return median(PointProcess.Result::steadyFramesPerSecond);
  }

  private double median(ToDoubleFunction<PointProcess.Result> value) {
    return new Samples(rounds.stream().mapToDouble(value).boxed().toList()).median();
  }
}
