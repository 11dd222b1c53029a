package io.euge.bench.report;

import io.euge.cli.report.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page of one file with all plots in it. The plots are also written beside it, for other
 * documents.
 *
 * @param warning shown before all else
 * @param paragraphs that explain the experiment
 * @param plots SVG by file names without {@code .svg}, in the order they are shown
 * @param table all results as preformatted text
 */
public record ExperimentReport(
    String title,
    String heading,
    Optional<String> warning,
    List<String> paragraphs,
    Map<String, String> plots,
    String table) {
  private static final Template TEMPLATE = new Template(ExperimentReport.class, "report");

  /** Returns the plots as markup for the page. */
  public List<String> figures() {
    return List.copyOf(plots.values());
  }

  /**
   * Writes the page and the plots.
   *
   * @param folder created if it does not exist
   * @return the page's path
   */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> plot : plots.entrySet()) {
      Files.writeString(folder.resolve(plot.getKey() + ".svg"), plot.getValue());
    }
    return Files.writeString(folder.resolve("index.html"), TEMPLATE.render(this));
  }
}
