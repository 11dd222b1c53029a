package io.euge.cli.report;

import io.euge.ByteSize;
import io.euge.OptionException;
import io.euge.Quantity;
import io.euge.cli.console.HelpSections;
import io.euge.cli.job.ProgressLine;
import io.euge.cli.job.SparkOptions;
import io.euge.cli.job.StopNotice;
import io.euge.cli.render.BlurOption;
import io.euge.cli.render.StillFrames;
import io.euge.cli.report.ReportFigures.Camera;
import io.euge.cli.report.ReportFigures.Moment;
import io.euge.cli.report.ReportPictures.Picture;
import io.euge.cli.table.TextOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code euge report}: writes a report of a table as an HTML page. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    footer = {
      "  euge report found --output report.html",
      "  euge report tracks --blur person --time-zone Europe/Berlin"
    },
    description = {
      "Writes a page of what euge detect, track or count found: counts over time by camera, the"
          + " busiest moments, heat maps, errors.",
      "The page is one file and needs no network. Spark computes it, also for tables of millions of"
          + " rows."
    })
public final class ReportCommand implements Callable<Integer> {
  private static final int MOST_MOMENTS = 24;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TABLE",
      description = "What euge detect, track or count wrote: a directory or a file.")
  private String table;

  @Option(
      names = "--videos",
      order = HelpSections.INPUT,
      paramLabel = "DIRECTORY",
      description = "Where the videos are, if they were moved (default: where the table says).")
  private String videos;

  @Option(
      names = "--no-frames",
      order = HelpSections.INPUT,
      description = "Read no video: no pictures of moments, and heat maps on a plain ground.")
  private boolean noFrames;

  @Option(
      names = "--moments",
      order = HelpSections.OUTPUT,
      paramLabel = "N",
      defaultValue = "6",
      description =
          "How many of the busiest moments are shown, 0 to 24 (default: ${DEFAULT-VALUE}).")
  private int moments;

  @Mixin private BlurOption blurOption;

  @Option(
      names = "--time-zone",
      order = HelpSections.OUTPUT,
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "The time zone of the page (default: ${DEFAULT-VALUE}).")
  private String timeZone;

  @Option(
      names = "--output",
      order = HelpSections.OUTPUT,
      paramLabel = "FILE",
      defaultValue = "report.html",
      description = "The page to write (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Option(
      names = "--overwrite",
      order = HelpSections.OUTPUT,
      description = "Replace the output if it exists.")
  private boolean overwrite;

  @Mixin private SparkOptions sparkOptions;

  @Override
  public Integer call() throws IOException {
    OptionException.checkAll(this::zone, this::checkMoments);
    ZoneId zone = zone();
    TextOutput target =
        new TextOutput(output, overwrite, "a page of euge report", ReportCommand::is);
    target.check(inputs());
    checkPlace();
    ProgressLine.note("starting Spark");
    try (StopNotice stop = StopNotice.of(output.toString());
        SparkSession spark = sparkOptions.start("euge report")) {
      ReportTable opened = ReportTable.open(spark, table);
      ReportRows rows = ReportRows.of(opened);
      List<String> blur = blurOption.classes();
      StillFrames stills = new StillFrames(table, blur);
      SortedMap<Integer, Set<String>> blurrable = blur.isEmpty() ? new TreeMap<>() : rows.classes();
      if (rows.boxes() != null) {
        stills.hidden(blurrable); // Checked before long computations.
      }
      ReportFigures figures = new ReportQueries(opened, rows, zone, moments).compute();
      String html =
          page(opened, rows, figures, zone, stills, blur.isEmpty() ? figures.classes() : blurrable);
      rows.release();
      byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
      stop.publish(() -> target.write(out -> out.write(bytes)));
      say(opened, figures, bytes.length);
      return 0;
    }
  }

  private List<Path> inputs() {
    try {
      return List.of(Path.of(table));
    } catch (InvalidPathException e) {
      return List.of(); // A URI cannot be overwritten by a local file.
    }
  }

  /**
   * Checks that the page is not written to the directory of the table, where Spark would read it.
   */
  private void checkPlace() {
    Path page = output.toAbsolutePath().normalize();
    for (Path input : inputs()) {
      if (Files.isDirectory(input) && page.startsWith(input.toAbsolutePath().normalize())) {
        throw new OptionException(
            "--output %s is in the table %s, which would not be readable any more: give another --output"
                .formatted(output, table));
      }
    }
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(timeZone);
    } catch (DateTimeException e) {
      throw new OptionException(
          "--time-zone is '%s': give one such as UTC or Europe/Berlin".formatted(timeZone));
    }
  }

  private void checkMoments() {
    if (moments < 0 || moments > MOST_MOMENTS) {
      throw new OptionException(
          "--moments is %d: give a number from 0 to %d".formatted(moments, MOST_MOMENTS));
    }
  }

  private String page(
      ReportTable opened,
      ReportRows rows,
      ReportFigures figures,
      ZoneId zone,
      StillFrames stills,
      SortedMap<Integer, Set<String>> classes) {
    ReportPage page = new ReportPage(opened, figures, zone, ReportFacts.of(opened));
    if (rows.boxes() == null || figures.isEmpty()) {
      return page.html(List.of(), List.of());
    }
    List<Moment> shown = new ArrayList<>(figures.busiest());
    figures.cameras().stream().map(Camera::first).forEach(shown::add);
    ReportPictures pictures =
        new ReportPictures(
            figures,
            PictureRows.of(
                opened.kind(), rows.boxes(), noFrames ? List.of() : shown, stills.hidden(classes)),
            stills,
            classes,
            rows.boxes().sparkSession().sessionState().newHadoopConf(),
            Optional.ofNullable(videos),
            !noFrames);
    List<Picture> moments = noFrames ? List.of() : pictures.moments();
    return page.html(moments, pictures.heatMaps());
  }

  private void say(ReportTable opened, ReportFigures figures, int bytes) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "%s in %s of %s"
            .formatted(
                Quantity.of(figures.totals().weight(), opened.kind().found()),
                Quantity.of(figures.totals().videos(), "video"),
                Quantity.of(figures.cameras().size() + figures.otherCameras(), "camera")));
    out.println(
        "written to %s (%s); open it in a browser".formatted(output, ByteSize.decimal(bytes)));
    out.flush();
  }

  private static boolean is(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(1 << 12), StandardCharsets.UTF_8).contains(ReportPage.MARK);
    } catch (IOException e) {
      return false;
    }
  }
}
