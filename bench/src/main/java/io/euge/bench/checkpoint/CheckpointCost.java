package io.euge.bench.checkpoint;

import static io.euge.bench.report.TextLines.line;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.euge.bench.measurement.Samples;

/**
 * The cost of a checkpoint.
 *
 * @param clips number of clips that each of the compared jobs reads
 * @param frames of each clip
 * @param plain seconds of a job without a checkpoint
 * @param kept seconds of a job with a checkpoint
 * @param plainProcessor CPU seconds of a job without a checkpoint, over all threads
 * @param keptProcessor CPU seconds of a job with a checkpoint, over all threads
 * @param files number of files that were finished before the runs without new files
 * @param firstRun seconds of the run that read these files
 * @param nextRun seconds of a run without new files
 * @param status seconds of {@code euge status}
 */
record CheckpointCost(
    String model,
    String processor,
    int clips,
    int frames,
    Samples plain,
    Samples kept,
    Samples plainProcessor,
    Samples keptProcessor,
    int files,
    double firstRun,
    Samples nextRun,
    Samples status) {
  /** Returns the duration of a job with a checkpoint, divided by that of a job without. */
  @JsonProperty
  public double ratio() {
    return kept.median() / plain.median();
  }

  /** Returns the same ratio of CPU time, which depends less on other programs. */
  @JsonProperty
  public double processorRatio() {
    return keptProcessor.median() / plainProcessor.median();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%,d clips of %d frames, %s, medians of %d rounds on %s",
        clips,
        frames,
        model,
        plain.rounds().size(),
        processor);
    row(text, "without a checkpoint", plain, plainProcessor);
    row(text, "with a checkpoint", kept, keptProcessor);
    line(text, "%-24s %8.3f %20.3f", "ratio", ratio(), processorRatio());
    line(text, "%,d finished files, read in %.1f s", files, firstRun);
    line(text, "%-24s %8.2f s", "a run without new files", nextRun.median());
    line(text, "%-24s %8.2f s", "euge status", status.median());
    return text.toString();
  }

  private static void row(StringBuilder text, String name, Samples seconds, Samples processor) {
    line(text, "%-24s %8.1f s %8.1f s of CPU time", name, seconds.median(), processor.median());
  }
}
