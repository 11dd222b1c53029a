package io.euge.bench.gpusim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A page of one file with all plots in it; the plots and the figures lie beside it too. */
final class GpuSimReport {
  private GpuSimReport() {}

  /** Writes the page and returns its path. */
  static Path write(GpuSimResult result, Path folder) throws IOException {
    Files.createDirectories(folder);
    StringBuilder page = new StringBuilder();
    page.append(
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Euge: a simulated GPU</title>
        <style>
        body { font: 16px sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
        figure { margin: 2rem 0 } svg { max-width: 100%; height: auto } pre { overflow-x: auto }
        </style></head><body>
        <h1>Simulation: several processes on one GPU</h1>
        <p><strong>This is a simulation. No GPU was used, and no figure here was measured on one.</strong></p>
        """);
    paragraph(page, result.setting() + ".");
    paragraph(
        page,
        "Without MPS the processes take turns; with MPS their kernels overlap. One process's tasks"
            + " overlap either way. A bar that is missing does not fit the GPU's memory.");
    for (Map.Entry<String, String> plot : GpuSimPlots.of(result).entrySet()) {
      Files.writeString(folder.resolve(plot.getKey() + ".svg"), plot.getValue());
      page.append("<figure>")
          .append(plot.getValue().substring(plot.getValue().indexOf("<svg")))
          .append("</figure>\n");
    }
    page.append("<pre>").append(escape(result.text())).append("</pre>\n</body></html>\n");
    Files.writeString(folder.resolve("simulation.json"), result.json());
    return Files.write(
        folder.resolve("index.html"), page.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void paragraph(StringBuilder page, String text) {
    page.append("<p>").append(escape(text)).append("</p>\n");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
