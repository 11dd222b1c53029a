package io.euge.cli.count;

import io.euge.OptionException;
import io.euge.Quantity;
import io.euge.cli.console.HelpSections;
import io.euge.cli.detect.DetectionArguments;
import io.euge.cli.table.TextOutput;
import io.euge.counting.comparison.CountComparison;
import io.euge.counting.layout.LinesFile;
import io.euge.counting.table.CountEvent;
import io.euge.counting.table.CountOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code euge count}: counts the vehicles that cross lines, enter zones and follow routes. */
@Command(
    name = "count",
    mixinStandardHelpOptions = true,
    footer = {
      "  euge count tracks --lines lines.json --interval 15min --output counts.csv",
      "  euge count recordings --model demo --fps 5 --lines lines.json"
    },
    modelTransformer = DetectionArguments.OptionalModel.class,
    description = {
      "Counts tracks per interval: those that cross lines, enter and leave zones, and follow"
          + " routes.",
      "Counting existing tracks decodes no video, so that other lines take only seconds."
    })
public final class CountCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TRACKS|INPUT",
      arity = "1..*",
      description =
          "A table of euge track or euge detect; tracks as MOT text, a file or a directory with a"
              + " file VIDEO.txt for each video, or the ground truth of euge scenes; or with"
              + " --model videos, directories of videos or globs.")
  private List<String> inputs;

  @Option(
      names = "--lines",
      order = HelpSections.INPUT,
      paramLabel = "FILE",
      required = true,
      description = "The lines, zones and routes: a GeoJSON file, described in docs/counting.md.")
  private Path lines;

  @Mixin private CountInput input;

  @Option(
      names = "--interval",
      order = HelpSections.OUTPUT,
      paramLabel = "TIME",
      defaultValue = CountOptions.INTERVAL,
      description = "Length of the intervals, as in 30s, 15min or 1h (default: ${DEFAULT-VALUE}).")
  private String interval;

  @Option(
      names = "--by",
      order = HelpSections.OUTPUT,
      paramLabel = "label,direction",
      defaultValue = CountOptions.BY,
      description = "What to count separately, or none (default: ${DEFAULT-VALUE}).")
  private String by;

  @Option(
      names = "--compare",
      order = HelpSections.INPUT,
      paramLabel = "MANUAL.csv",
      description =
          "A manual count (time, line, direction, class, count) to compare with, in the same"
              + " intervals.")
  private Path manual;

  @Option(
      names = "--output",
      order = HelpSections.OUTPUT,
      paramLabel = "FILE",
      defaultValue = "counts.csv",
      description = "The file to write (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Option(
      names = "--format",
      order = HelpSections.OUTPUT,
      paramLabel = "csv|json",
      description =
          "csv, or json with one line a row (default: that of the file name's ending, else csv).")
  private CountFormat format;

  @Option(
      names = "--overwrite",
      order = HelpSections.OUTPUT,
      description = "Replace the output if it exists.")
  private boolean overwrite;

  @Override
  public Integer call() throws Exception {
    OptionException.checkAll(
        () -> CountOptions.parse("--", interval, by),
        input.videos()::check,
        () -> input.check(spec));
    CountOptions options = CountOptions.parse("--", interval, by);
    boolean replaces = overwrite || input.mayReplace(output);
    TextOutput target = new TextOutput(output, replaces, "a table of counts", CountTable::is);
    List<Path> read = new ArrayList<>(CountInput.files(inputs));
    read.add(lines);
    if (manual != null) {
      read.add(manual);
    }
    target.check(read);
    TextOutput compared =
        beside(".compare.csv", replaces, "a comparison of counts", ComparisonReport::is);
    TextOutput plot =
        beside(".compare.svg", replaces, "a plot of a comparison", ComparisonPlot::is);
    if (manual != null) {
      compared.check(read);
      plot.check(read);
    }
    LinesFile file = LinesFile.read(lines);
    CountedVideos counted = new CountedVideos(file, lines);
    CountProvenance provenance = input.wantsProvenance(spec) ? CountProvenance.by(lines) : null;
    TrackSource source = input.source(inputs, spec, file, provenance, output.toString());
    Counting counting = new Counting(counted, options, manual != null);
    int exit = source.read(counting);
    counted.check();
    if (!(source instanceof TextTracks)) { // MOT files keep the given order.
      counting.sort();
    }
    CountComparison comparison =
        manual == null
            ? null
            : ManualCountFile.compare(
                manual,
                input.videos().zone(),
                counting.details(),
                counted,
                options.interval(),
                spec.commandLine().getErr());
    CountFormat written = format == null ? CountFormat.of(output) : format;
    target.write(out -> CountTable.write(counting.rows(), provenance, written, out));
    report(counting, counted, written);
    if (comparison != null) {
      compared.write(bytes -> ComparisonReport.write(comparison, bytes));
      plot.write(bytes -> ComparisonPlot.write(comparison, bytes));
      PrintWriter out = spec.commandLine().getOut();
      out.println("comparison written to " + compared.output());
      out.println("plot written to " + plot.output());
      ComparisonReport.print(comparison, spec.commandLine().getOut(), spec.commandLine().getErr());
    }
    return exit;
  }

  /**
   * Returns the output of a file of the comparison: {@code x.compare.csv} in the same directory as
   * {@code x.csv}.
   */
  private TextOutput beside(String ending, boolean replaces, String kind, Predicate<Path> former) {
    String name = output.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return new TextOutput(output.resolveSibling(stem + ending), replaces, kind, former);
  }

  private void report(Counting counting, CountedVideos counted, CountFormat written) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    counted.notices().forEach(notice -> err.println("euge: " + notice));
    err.flush();
    out.printf(
        "%s, %s and %s of %s%n",
        Quantity.of(counting.sum(CountEvent.CROSSING), "crossing"),
        Quantity.of(counting.sum(CountEvent.ENTRY), "entry", "entries"),
        Quantity.of(counting.sum(CountEvent.ROUTE), "route"),
        Quantity.of(counted.count(), "video"));
    out.println("written to " + output + " as " + written);
    out.flush();
  }
}
