package io.euge.bench.report;

import io.euge.cli.report.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A report in one HTML file with all plots embedded. The plots are also written as separate files,
 * for other documents.
 *
 * @param warning shown first
 * @param paragraphs that explain the experiment
 * @param plots SVG by file name without {@code .svg}, in display order
 * @param table all results as preformatted text
 */
public record ExperimentReport(
    String title,
    String heading,
    Optional<String> warning,
    List<String> paragraphs,
    Map<String, String> plots,
    String table) {
  static final String PAGE = "index.html";

  private static final Template TEMPLATE = new Template(ExperimentReport.class, "report");

  /** Returns the plots as HTML. */
  public List<String> figures() {
    return List.copyOf(plots.values());
  }

  /**
   * Writes the report and the plots.
   *
   * @param folder created if it does not exist
   * @return the path of the report
   */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> plot : plots.entrySet()) {
      Files.writeString(folder.resolve(plot.getKey() + ".svg"), plot.getValue());
    }
    return Files.writeString(folder.resolve(PAGE), TEMPLATE.render(this));
  }
}
