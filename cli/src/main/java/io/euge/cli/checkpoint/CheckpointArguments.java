package io.euge.cli.checkpoint;

import io.euge.OptionException;
import io.euge.Printable;
import io.euge.cli.console.HelpSections;
import io.euge.cli.job.OutputTable;
import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.StreamSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Option;

/** The options of resumable jobs. */
public final class CheckpointArguments {
  /** The message when a signal stops the job. */
  public static final String KEPT = "finished work is kept: run the same command again to resume";

  @Option(
      names = "--checkpoint",
      order = HelpSections.OUTPUT,
      paramLabel = "DIR",
      description =
          "Directory for the progress of the job; the same command resumes it after an"
              + " interruption and adds new videos.")
  private String directory;

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

  /** Returns whether a checkpoint is given. */
  public boolean isGiven() {
    return directory != null;
  }

  /** Returns the directory as given by the user. */
  public String directory() {
    return directory;
  }

  /**
   * Checks the values.
   *
   * @throws OptionException if a value is invalid, or an option needs a checkpoint and none is
   *     given
   */
  public void check() {
    if (!isGiven()) {
      requireCheckpoint("--settle", settle);
      requireCheckpoint("--max-seconds-per-trigger", maxSeconds);
    }
    stream().forEach(CheckpointArguments::parse);
  }

  /**
   * Rejects a checkpoint for inputs other than videos.
   *
   * @throws OptionException if one is given
   */
  public void refuseWithoutModel() {
    if (isGiven()) {
      throw new OptionException(
          "--checkpoint is for detection in videos, and a table or text is done at once: give --model for videos, or leave out --checkpoint");
    }
  }

  /**
   * Returns whether a result may be replaced because a job of this checkpoint has written it.
   *
   * @param result a file or a directory, as given by the user
   */
  public boolean mayReplace(String result, Configuration hadoop) {
    return Checkpoint.hasWritten(directory, result, hadoop);
  }

  /**
   * Checks that batches can be appended to a table.
   *
   * @throws OptionException if not
   */
  public static void checkGrowing(OutputTable output) {
    if (output.oneFile()) {
      throw new OptionException(
          "--output %s is one file, and with --checkpoint the output grows file by file: give a directory as --output, or leave out --checkpoint"
              .formatted(output.output()));
    }
    if (output.overwrite()) {
      throw new OptionException(
          "--overwrite and --checkpoint exclude each other: leave out --overwrite to go on, or give a new --checkpoint and --output to do all again");
    }
    if (!output.format().isTyped()) {
      throw new OptionException(
          "--format is %s, and with --checkpoint the output is Parquet or Delta: leave out --format or --checkpoint"
              .formatted(output.format()));
    }
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
          "--%s is '%s': give %s".formatted(entry.name(), Printable.of(text), entry.form()));
    }
  }

  /** Returns the options of the stream as given by the user. */
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
