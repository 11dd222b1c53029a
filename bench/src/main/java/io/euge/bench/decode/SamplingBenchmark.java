package io.euge.bench.decode;

import io.euge.bench.measurement.Rounds;
import io.euge.bench.measurement.Samples;
import io.euge.video.DecodeOptions;
import io.euge.video.Sampling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures how much decoding time sampling saves on one H.264 clip. */
record SamplingBenchmark(Clips clips) {
  private static final String ALL = "all frames";

  SamplingResult run(int rounds) throws Exception {
    Path clip = clips.of(Codec.H264);
    Map<String, Sampling> samplings = new LinkedHashMap<>();
    samplings.put(ALL, Sampling.ALL);
    samplings.put("--every 10", Sampling.every(10));
    samplings.put("--fps 1", Sampling.perSecond(1));
    samplings.put("--keyframes", Sampling.KEYFRAMES);
    Rounds contest = new Rounds();
    Map<String, Long> taken = new LinkedHashMap<>();
    samplings.forEach(
        (name, sampling) -> {
          DecodeOptions options = DecodeOptions.DEFAULT.withSampling(sampling);
          taken.put(name, Reading.frames(clip, options));
          contest.with(name, () -> Reading.seconds(() -> Reading.frames(clip, options)));
        });
    Map<String, Samples> seconds = contest.run(rounds);
    List<SamplingResult.Row> rows = new ArrayList<>();
    seconds.forEach(
        (name, samples) ->
            rows.add(
                new SamplingResult.Row(
                    name, taken.get(name), samples, samples.median() / seconds.get(ALL).median())));
    return new SamplingResult(rounds, rows);
  }
}
