package io.euge.cli.job;

import io.euge.OptionException;
import io.euge.Printable;
import io.euge.cli.console.HelpSections;
import io.euge.cli.table.TableFormat;
import io.euge.spark.sink.Partitioning;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of a command's output table. */
public final class OutputArguments {
  @Option(
      names = "--output",
      order = HelpSections.OUTPUT,
      paramLabel = "PATH",
      defaultValue = "detections",
      description =
          "One file if its name ends in .parquet, .json or .csv, else a directory of files"
              + " (default: ${DEFAULT-VALUE}).")
  private String output;

  @Option(
      names = "--format",
      order = HelpSections.OUTPUT,
      paramLabel = "parquet|json|csv|delta",
      description =
          "parquet, json (one line a frame), csv (one line a detection) or delta, if its library is"
              + " there (default: that of the file name's ending, else parquet).")
  private TableFormat format;

  @Option(
      names = "--overwrite",
      order = HelpSections.OUTPUT,
      description = "Replace the output if it exists.")
  private boolean overwrite;

  @Option(
      names = "--partition-by",
      order = HelpSections.OUTPUT,
      paramLabel = "day,camera",
      description = "The directories of the output, as in day=2026-01-31: day, camera or both.")
  private String partitionBy;

  /**
   * Returns the partition directories of the output.
   *
   * @throws OptionException if they are invalid
   */
  private Partitioning partitioning() {
    try {
      return partitionBy == null ? Partitioning.NONE : Partitioning.parse(partitionBy);
    } catch (IllegalArgumentException e) {
      throw new OptionException(
          "--partition-by is '%s': give day, camera or both with a comma between"
              .formatted(Printable.of(partitionBy)));
    }
  }

  /**
   * Returns the table to write.
   *
   * @throws OptionException if the file name extension belongs to another format
   */
  public OutputTable target() {
    Optional<TableFormat> named = TableFormat.ofName(output);
    if (named.isPresent() && format != null && format != named.get()) {
      throw new OptionException(
          "--output %s is one %s file, but --format is %s: leave out --format or give another --output"
              .formatted(output, named.get(), format));
    }
    Partitioning folders = partitioning();
    if (named.isPresent() && !folders.columns().isEmpty()) {
      throw new OptionException(
          "--output %s is one file, and --partition-by makes directories: give a directory as --output, or leave out --partition-by"
              .formatted(output));
    }
    TableFormat written = format == null ? named.orElse(TableFormat.PARQUET) : format;
    return new OutputTable(output, written, named.isPresent(), overwrite, folders);
  }
}
