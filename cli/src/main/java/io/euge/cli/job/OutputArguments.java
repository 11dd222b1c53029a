package io.euge.cli.job;

import io.euge.cli.console.HelpSections;
import picocli.CommandLine.Option;

/** Where a command writes its table, and how. */
public final class OutputArguments {
  @Option(
      names = "--output",
      order = HelpSections.OUTPUT,
      paramLabel = "DIR",
      defaultValue = "detections",
      description = "Directory of the table (default: ${DEFAULT-VALUE}).")
  private String directory;

  @Option(
      names = "--format",
      order = HelpSections.OUTPUT,
      paramLabel = "parquet|json|csv",
      defaultValue = "parquet",
      description =
          "parquet, json (one line a frame) or csv (one line a detection) (default:"
              + " ${DEFAULT-VALUE}).")
  private OutputTable.Format format;

  @Option(
      names = "--overwrite",
      order = HelpSections.OUTPUT,
      description = "Replace the output directory if it is there.")
  private boolean overwrite;

  public OutputTable target() {
    return new OutputTable(directory, format, overwrite);
  }
}
