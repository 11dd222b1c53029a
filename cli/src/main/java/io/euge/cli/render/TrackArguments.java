package io.euge.cli.render;

import io.euge.OptionException;
import io.euge.cli.console.HelpSections;
import io.euge.counting.layout.LinesFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The options of {@code euge render} for tracks. */
final class TrackArguments {
  @Option(
      names = "--tracks",
      order = HelpSections.INPUT,
      paramLabel = "TABLE",
      description =
          "What euge track --output wrote, as Parquet, JSON, CSV or MOT text: tracks are drawn with"
              + " numbers and trails.")
  private Path table;

  @Option(
      names = "--lines",
      order = HelpSections.INPUT,
      paramLabel = "FILE",
      description = "With --tracks: draw these lines and zones with running counts.")
  private Path lines;

  @Option(
      names = "--heatmap",
      order = HelpSections.OUTPUT,
      paramLabel = "FILE",
      description = "With --tracks: write a heat map of where vehicles spent time (.png, .jpg).")
  private Path heatMap;

  @Option(
      names = "--paths",
      order = HelpSections.OUTPUT,
      paramLabel = "FILE",
      description = "With --tracks: write a picture of the paths of all tracks (.png, .jpg).")
  private Path paths;

  boolean isGiven() {
    return table != null;
  }

  /** Returns the table of tracks; null if none was given. */
  Path table() {
    return table;
  }

  boolean hasPictures() {
    return heatMap != null || paths != null;
  }

  /** Rejects options for tracks if no tracks are given. */
  void check() {
    Map<String, Path> given = new TreeMap<>();
    given.put("--lines", lines);
    given.put("--heatmap", heatMap);
    given.put("--paths", paths);
    given.forEach(
        (name, value) -> {
          if (value != null && table == null) {
            throw new OptionException(
                name + " is about tracks: give --tracks too, or leave it out");
          }
        });
    if (heatMap != null && paths != null && same(heatMap, paths)) {
      throw new OptionException("--heatmap and --paths are one file: give two names");
    }
  }

  private static boolean same(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  /** Returns the lines file; null if none was given. */
  Path linesFile() {
    return lines;
  }

  /** Reads the lines file; null if none was given. */
  LinesFile lines() {
    return lines == null ? null : LinesFile.read(lines);
  }

  /** Checks the paths of the images to write, and returns the images. */
  TrackPictures pictures(boolean overwrite) {
    return new TrackPictures(
        heatMap == null ? null : OutputPicture.of("--heatmap", heatMap, overwrite),
        paths == null ? null : OutputPicture.of("--paths", paths, overwrite));
  }
}
