package io.euge.cli.track;

import io.euge.OptionException;
import io.euge.cli.console.HelpSections;
import io.euge.cli.job.OutputTable;
import io.euge.cli.table.TextOutput;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for the output of tracks. */
public final class TrackOutputArguments {
  @Option(
      names = "--output",
      order = HelpSections.OUTPUT,
      paramLabel = "PATH",
      description =
          "One file if its name ends in .parquet, .json, .csv, .txt (MOT text) or .xml (CVAT), else a"
              + " directory (default: tracks, and tracks.txt for the tracks of MOT text).")
  private String output;

  @Option(
      names = "--format",
      order = HelpSections.OUTPUT,
      paramLabel = "parquet|json|csv|mot|coco|cvat",
      description =
          "parquet, json or csv (a row a box); mot (MOT text, a line a box), coco (with track ids) or"
              + " cvat (CVAT for video 1.1) for other programs (default: that of the file name's"
              + " ending, else that of MOT text for MOT text, else parquet).")
  private TrackFormat format;

  @Option(
      names = "--overwrite",
      order = HelpSections.OUTPUT,
      description = "Replace the output if it exists.")
  private boolean overwrite;

  /**
   * Returns the output file for tracks in MOT format.
   *
   * @throws OptionException if another format was requested
   */
  TextOutput ofText() {
    if (format != null && format != TrackFormat.MOT) {
      throw new OptionException(
          "--format is %s, and the input is MOT text, which has neither videos nor times: give --format mot"
              .formatted(format));
    }
    String name = output == null ? "tracks.txt" : output;
    Optional<TrackFormat> named = TrackFormat.ofName(name);
    if (format == null && named.isPresent() && named.get() != TrackFormat.MOT) {
      throw new OptionException(
          "--output %s is a %s file, and the tracks of MOT text are MOT text: give another --output, such as tracks.txt"
              .formatted(name, named.get()));
    }
    return new TextOutput(Path.of(name), overwrite, "MOT text", TrackCommand::isMotText);
  }

  /**
   * Returns the output for the tracks of a table or of videos.
   *
   * @param provenance whether a table has that column; empty for the default of its format
   * @throws OptionException if the file name extension belongs to another format
   */
  TrackTarget target(Optional<Boolean> provenance) {
    String name = output == null ? "tracks" : output;
    Optional<TrackFormat> named = TrackFormat.ofName(name);
    boolean oneFile = format == null ? named.isPresent() : format.isOfName(name);
    if (named.isPresent() && !oneFile) {
      throw new OptionException(
          "--output %s is one %s file, but --format is %s: leave out --format or give another --output"
              .formatted(name, named.get(), format));
    }
    TrackFormat written = format == null ? named.orElse(TrackFormat.PARQUET) : format;
    return new TrackTarget(
        written,
        written.table().map(table -> new OutputTable(name, table, oneFile, overwrite)).orElse(null),
        written.export().map(export -> export.output(name, oneFile, overwrite)).orElse(null),
        provenance);
  }
}
