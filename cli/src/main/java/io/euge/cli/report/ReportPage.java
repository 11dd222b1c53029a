package io.euge.cli.report;

import io.euge.EugeVersion;
import io.euge.cli.report.ReportFigures.Camera;
import io.euge.cli.report.ReportFigures.ErrorKind;
import io.euge.cli.report.ReportFigures.Moment;
import io.euge.cli.report.ReportFigures.Origin;
import io.euge.cli.report.ReportFigures.PlaceCount;
import io.euge.cli.report.ReportFigures.Totals;
import io.euge.cli.report.ReportPictures.Picture;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Renders a report as one HTML file that loads no other files and has no script. */
final class ReportPage {
  /** A marker near the beginning of such a page. */
  static final String MARK = "<title>Report of ";

  private static final Template TEMPLATE = new Template(ReportPage.class, "page");
  private static final int LABELS = 12;
  private static final int HASH_LETTERS = 12;

  private final ReportTable table;
  private final ReportFigures figures;
  private final ZoneId zone;
  private final List<Fact> facts;

  /** A name and its value. */
  record Fact(String name, String value) {}

  /** An image with its caption. */
  record Figure(
      boolean present,
      String address,
      int width,
      int height,
      String description,
      String title,
      String caption,
      String note,
      boolean noted) {}

  /** A row of the table of lines, zones and routes. */
  record PlaceLine(String event, String name, String direction, String count, String speed) {}

  /** A row of the table of errors. */
  record ErrorLine(String code, String stage, String errors, String videos, String example) {}

  private record View(
      String title,
      String style,
      String over,
      String lead,
      List<Fact> tiles,
      boolean empty,
      boolean hasCharts,
      TimeCharts charts,
      boolean hasLabels,
      BarChart labels,
      boolean hasPlaces,
      List<PlaceLine> places,
      boolean hasMoments,
      String momentsNote,
      List<Figure> moments,
      boolean hasHeat,
      List<Figure> heat,
      boolean hasErrors,
      String errorsLead,
      List<ErrorLine> errors,
      List<Fact> facts,
      String version) {}

  /**
   * Creates a page.
   *
   * @param facts how the table was created, in addition to what it records itself
   */
  ReportPage(ReportTable table, ReportFigures figures, ZoneId zone, List<Fact> facts) {
    this.table = table;
    this.figures = figures;
    this.zone = zone;
    this.facts = facts;
  }

  /**
   * Returns the HTML of the page.
   *
   * @param moments images of the busiest moments
   * @param heatMaps one for each camera
   */
  String html(List<Picture> moments, List<Picture> heatMaps) {
    BarChart labels = labels();
    return TEMPLATE.render(
        new View(
            table.shortName(),
            PageStyle.css(),
            "Euge, report of a table of " + table.kind().noun() + "s",
            lead(),
            figures.isEmpty() ? List.of() : tiles(),
            figures.isEmpty(),
            !figures.isEmpty(),
            figures.isEmpty() ? TimeCharts.NONE : TimeCharts.of(table.kind(), figures),
            !figures.labels().isEmpty(),
            labels,
            !figures.places().isEmpty(),
            figures.places().stream().map(ReportPage::place).toList(),
            !figures.busiest().isEmpty(),
            momentsNote(),
            figuresOfMoments(moments),
            !heatMaps.isEmpty(),
            figuresOfHeat(heatMaps),
            !figures.errors().isEmpty(),
            errorsLead(),
            figures.errors().stream().map(ReportPage::error).toList(),
            allFacts(),
            EugeVersion.current()));
  }

  private String lead() {
    Totals totals = figures.totals();
    if (figures.isEmpty()) {
      return "The table has no rows"
          + (table.kind() == ReportKind.COUNTS ? " of vehicles that were counted." : ".");
    }
    String videos = Format.plural(totals.videos(), "video");
    String cameras = Format.plural(figures.cameras().size() + figures.otherCameras(), "camera");
    String found = Format.plural(totals.weight(), found());
    String time =
        Double.isNaN(totals.from())
            ? ""
            : " between %s and %s (%s)"
                .formatted(
                    TimeAxis.clockTime(totals.from(), zone),
                    TimeAxis.clockTime(totals.to(), zone),
                    zone.getId());
    return "%s in %s of %s%s.".formatted(found, videos, cameras, time);
  }

  private String found() {
    return table.kind().found();
  }

  private List<Fact> tiles() {
    Totals totals = figures.totals();
    List<Fact> tiles = new ArrayList<>();
    tiles.add(new Fact(capital(found()) + "s", Format.count(totals.weight())));
    tiles.add(new Fact("Cameras", Format.count(figures.cameras().size() + figures.otherCameras())));
    tiles.add(new Fact("Videos", Format.count(totals.videos())));
    if (totals.frames() > 0) {
      tiles.add(new Fact("Frames", Format.count(totals.frames())));
    }
    if (table.errors().isPresent()) {
      tiles.add(
          new Fact(
              "Errors",
              Format.count(figures.errors().stream().mapToLong(ErrorKind::errors).sum())));
    }
    return tiles;
  }

  private static String capital(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private BarChart labels() {
    Map<String, Long> sums = figures.labelSums();
    BarChart chart = new BarChart("", "");
    sums.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(LABELS)
        .forEach(
            label ->
                chart.add(
                    "shared",
                    label.getKey(),
                    label.getValue().doubleValue(),
                    Format.count(label.getValue())));
    long rest =
        sums.values().stream()
            .sorted((a, b) -> Long.compare(b, a))
            .skip(LABELS)
            .mapToLong(n -> n)
            .sum();
    if (rest > 0) {
      chart.add(
          "private",
          Format.plural(sums.size() - LABELS, "other label"),
          (double) rest,
          Format.count(rest));
    }
    return chart;
  }

  private static PlaceLine place(PlaceCount place) {
    return new PlaceLine(
        place.event(),
        place.name(),
        place.direction(),
        Format.count(place.count()),
        Double.isNaN(place.speed()) ? "" : Format.decimal(place.speed()));
  }

  private String momentsNote() {
    return table.kind() == ReportKind.COUNTS
        ? "A table of counts has no boxes: it has no pictures and no heat maps. A report of the table of tracks has them."
        : "Frames with the most %ss, some time apart and of several cameras if there are."
            .formatted(table.kind().noun());
  }

  private List<Figure> figuresOfMoments(List<Picture> pictures) {
    List<Figure> figuresOfMoments = new ArrayList<>();
    for (int i = 0; i < figures.busiest().size(); i++) {
      Moment moment = figures.busiest().get(i);
      Picture picture = i < pictures.size() ? pictures.get(i) : new Picture("", 0, 0, "");
      String n = Format.plural(moment.n(), found());
      String when =
          Double.isNaN(moment.at())
              ? TimeAxis.videoTime(moment.seconds())
              : TimeAxis.clockTime(moment.at(), zone);
      figuresOfMoments.add(
          new Figure(
              picture.isPresent(),
              picture.address(),
              picture.width(),
              picture.height(),
              "A frame of " + moment.title() + " with " + n,
              n,
              "%s, %s%s"
                  .formatted(
                      moment.title(),
                      when,
                      table.kind() == ReportKind.COUNTS
                          ? ""
                          : ", frame " + Format.count(moment.frame()) + " of " + name(moment)),
              picture.note(),
              !picture.note().isEmpty()));
    }
    return figuresOfMoments;
  }

  private static String name(Moment moment) {
    return moment.video().substring(moment.video().lastIndexOf('/') + 1);
  }

  private List<Figure> figuresOfHeat(List<Picture> pictures) {
    List<Figure> heat = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      Camera camera = figures.cameras().get(i);
      Picture picture = pictures.get(i);
      heat.add(
          new Figure(
              true,
              picture.address(),
              picture.width(),
              picture.height(),
              "Where objects of " + camera.title() + " stood or drove",
              camera.title(),
              "%s in %s"
                  .formatted(
                      Format.plural(camera.weight(), table.kind().noun()),
                      Format.plural(camera.videos(), "video")),
              picture.note(),
              !picture.note().isEmpty()));
    }
    return heat;
  }

  private String errorsLead() {
    return figures.errors().isEmpty()
        ? table.errors().isPresent()
            ? "The table of errors has no rows."
            : table.kind() == ReportKind.DETECTIONS
                ? "There is no table of errors beside this table: no video was corrupt, or errors "
                    + "were not recorded (--on-error record)."
                : "There is no table of errors beside this table."
        : "";
  }

  private static ErrorLine error(ErrorKind error) {
    return new ErrorLine(
        error.code(),
        error.stage(),
        Format.count(error.errors()),
        Format.count(error.videos()),
        error.example());
  }

  private List<Fact> allFacts() {
    List<Fact> all = new ArrayList<>(facts);
    for (Origin origin : figures.origins()) {
      String rows = figures.origins().size() > 1 ? ", " + Format.plural(origin.rows(), "row") : "";
      all.add(
          new Fact(
              "Model",
              "%s (SHA-256 %s…)%s"
                  .formatted(
                      origin.model(),
                      origin
                          .sha256()
                          .substring(0, Math.min(HASH_LETTERS, origin.sha256().length())),
                      rows)));
      all.add(new Fact("Version", "Euge " + origin.version()));
      all.add(
          new Fact(
              "Options",
              origin.options().equals("{}") || origin.options().isEmpty()
                  ? "the defaults"
                  : origin.options()));
    }
    if (figures.origins().isEmpty() && !figures.isEmpty()) {
      all.add(new Fact("Model", "not recorded in this table"));
    }
    return all;
  }
}
