package io.euge.demo.page;

import io.euge.cli.report.BarChart;
import io.euge.cli.report.BarPicture;
import io.euge.cli.report.Format;
import io.euge.cli.report.PageStyle;
import io.euge.cli.report.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the report of a demo: one HTML file that needs no network and no script. */
public final class Page {
  /** The file name of the report. */
  public static final String NAME = "report.html";

  /** The file name of the sharing charts as a separate image, for other documents. */
  static final String SHARING = "sharing.svg";

  private static final Template TEMPLATE = new Template(Page.class, "report");

  private Page() {}

  /**
   * The values of the template, by section.
   *
   * @param style the style sheet
   */
  private record View(
      String title,
      String style,
      Summary summary,
      Setup setup,
      Accuracy accuracy,
      VehiclesInView inView,
      Crossings crossings,
      Sharing sharing,
      Media media,
      boolean hasCommands,
      List<Story.Command> commands,
      boolean hasLimits,
      List<String> limits) {}

  /**
   * Writes the report, and the sharing charts as an image in the same directory.
   *
   * @param folder created if it does not exist; contains the video of the story
   * @return the path of the report
   * @throws IOException if a picture cannot be read or is not an image, or the report cannot be
   *     written
   */
  public static Path write(Story story, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(SHARING), sharingPicture(story));
    return Files.writeString(folder.resolve(NAME), html(story));
  }

  private static String html(Story story) throws IOException {
    return TEMPLATE.render(
        new View(
            "Vehicles found in " + Format.plural(story.clips().size(), "traffic clip"),
            PageStyle.css(),
            Summary.of(story),
            Setup.of(story),
            Accuracy.of(story),
            VehiclesInView.of(story.clips()),
            Crossings.of(story.clips()),
            Sharing.of(story),
            Media.of(story),
            !story.commands().isEmpty(),
            story.commands(),
            !story.limits().isEmpty(),
            story.limits()));
  }

  /** Returns the sharing charts as SVG. */
  static String sharingPicture(Story story) {
    BarPicture picture =
        new BarPicture("One model shared by all tasks of a process, against a copy for each task");
    String heading =
        "%s (%s), %s, models loaded plainly (compiled=false)"
            .formatted(
                story.network().name(),
                Format.bytes(story.network().bytes()),
                Format.plural(story.runs().get(0).tasks(), "task"));
    List<BarChart> charts = SharingCharts.of(story.runs());
    picture.add(heading, charts);
    SharingCharts.ofFurtherModels(story.further()).forEach(picture::add);
    return picture.svg();
  }
}
