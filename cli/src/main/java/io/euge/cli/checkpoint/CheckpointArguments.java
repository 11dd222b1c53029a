package io.euge.cli.checkpoint;

import io.euge.OptionException;
import io.euge.Printable;
import io.euge.cli.console.HelpSections;
import io.euge.cli.job.OutputTable;
import io.euge.cli.table.TableFormat;
import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.StreamSettings;
import io.euge.spark.sink.Partitioning;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of a job that can go on where it was stopped. */
public final class CheckpointArguments {
  @Option(
      names = "--checkpoint",
      order = HelpSections.OUTPUT,
      paramLabel = "DIR",
      description =
          "Where the job keeps what is done: the same command goes on there after it was stopped,"
              + " and adds what is new to the output.")
  private String directory;

  @Option(
      names = "--partition-by",
      order = HelpSections.OUTPUT,
      paramLabel = "day,camera",
      description = "With --checkpoint, the folders of the output: day, camera or both.")
  private String partitionBy;

  @Option(
      names = "--settle",
      order = HelpSections.INPUT,
      paramLabel = "TIME",
      description =
          "With --checkpoint, leave a file for the next run that was changed within this time, for"
              + " it may still be written (default: 30s).")
  private String settle;

  @Option(
      names = "--max-seconds-per-trigger",
      order = HelpSections.TUNING,
      paramLabel = "S",
      description =
          "With --checkpoint, about how many seconds of video are done at once: what is lost when"
              + " the job is stopped (default: 900 for each task that runs at once).")
  private String maxSeconds;

  /** Returns whether the job has a checkpoint. */
  public boolean isGiven() {
    return directory != null;
  }

  /** Returns where it is, as typed. */
  public String directory() {
    return directory;
  }

  /**
   * Checks that the job's output can grow.
   *
   * @throws OptionException if not, or if another option needs a checkpoint
   */
  public void check(OutputTable output) {
    if (!isGiven()) {
      requireCheckpoint("--partition-by", partitionBy);
      requireCheckpoint("--settle", settle);
      requireCheckpoint("--max-seconds-per-trigger", maxSeconds);
      return;
    }
    if (output.oneFile()) {
      throw new OptionException(
          "--output %s is one file, and with --checkpoint the output grows file by file: give a directory as --output, or leave out --checkpoint"
              .formatted(output.output()));
    }
    if (output.overwrite()) {
      throw new OptionException(
          "--overwrite and --checkpoint exclude each other: leave out --overwrite to go on, or give a new --checkpoint and --output to do all again");
    }
    if (output.format() != TableFormat.PARQUET) {
      throw new OptionException(
          "--format is %s, and with --checkpoint the output is Parquet: leave out --format or --checkpoint"
              .formatted(output.format()));
    }
    partitioning();
    stream().forEach(CheckpointArguments::parse);
  }

  private static void requireCheckpoint(String option, String value) {
    if (value != null) {
      throw new OptionException(option + " is for --checkpoint: give that too, or leave it out");
    }
  }

  private static void parse(ConfigEntry<?> entry, String text) {
    try {
      entry.parse(text);
    } catch (IllegalArgumentException e) {
      throw new OptionException(
          "%s is '%s': give %s".formatted(entry.name(), Printable.of(text), entry.form()));
    }
  }

  /**
   * Returns the folders of the output.
   *
   * @throws OptionException if there are no such
   */
  public Partitioning partitioning() {
    try {
      return partitionBy == null ? Partitioning.NONE : Partitioning.parse(partitionBy);
    } catch (IllegalArgumentException e) {
      throw new OptionException(
          "partition-by is '%s': give day, camera or both with a comma between"
              .formatted(Printable.of(partitionBy)));
    }
  }

  /** Returns the options of the stream, as typed. */
  public Map<ConfigEntry<?>, String> stream() {
    Map<ConfigEntry<?>, String> given = new LinkedHashMap<>();
    if (settle != null) {
      given.put(StreamSettings.SETTLE, settle);
    }
    if (maxSeconds != null) {
      given.put(StreamSettings.MAX_SECONDS, maxSeconds);
    }
    return given;
  }
}
