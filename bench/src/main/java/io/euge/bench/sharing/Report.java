package io.euge.bench.sharing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A page of one file with all plots in it; the plots lie beside it too, for other documents. */
final class Report {
  private Report() {}

  /** Writes the page and returns its path. */
  static Path write(SharingResult result, Path folder) throws IOException {
    Files.createDirectories(folder);
    StringBuilder page = new StringBuilder();
    page.append(
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Euge: sharing models</title>
        <style>
        body { font: 16px sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
        figure { margin: 2rem 0 } svg { max-width: 100%; height: auto } pre { overflow-x: auto }
        </style></head><body>
        <h1>What the sharing of models saves</h1>
        """);
    paragraph(page, result.setting() + ".");
    paragraph(
        page,
        "Tasks are threads of a child process that do what a task of the Spark job does: lease the"
            + " model, open the video, decode, infer, close. Every small task reads the first frames"
            + " of the same video. Each point has a process of its own. All contestants found the"
            + " same in each clip: "
            + result.detections()
            + ".");
    for (Map.Entry<String, String> plot : Plots.of(result).entrySet()) {
      Files.writeString(folder.resolve(plot.getKey() + ".svg"), plot.getValue());
      page.append("<figure>").append(inline(plot.getValue())).append("</figure>\n");
    }
    page.append("<pre>").append(escape(result.text())).append("</pre>\n</body></html>\n");
    return Files.write(
        folder.resolve("index.html"), page.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void paragraph(StringBuilder page, String text) {
    page.append("<p>").append(escape(text)).append("</p>\n");
  }

  /** The picture alone: a page has no second XML head. */
  private static String inline(String svg) {
    return svg.substring(svg.indexOf("<svg"));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
