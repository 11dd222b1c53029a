package io.euge.bench.gpusim;

import io.euge.bench.report.ExperimentReport;
import io.euge.bench.report.IndentedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The report of {@code euge bench gpu-sim}, with separate files of its plots. */
final class GpuSimReport {
  private GpuSimReport() {}

  /** Writes the page and returns its path. */
  static Path write(GpuSimResult result, Path folder) throws IOException {
    Path page =
        new ExperimentReport(
                "a simulated GPU",
                "Simulation: several processes on one GPU",
                Optional.of(
                    "This is a simulation. No GPU was used, and no figure here was measured on"
                        + " one."),
                List.of(
                    result.setting() + ".",
                    "Without MPS the processes take turns; with MPS their kernels overlap. One"
                        + " process's tasks overlap either way."),
                GpuSimPlots.of(result),
                result.text())
            .write(folder);
    Files.writeString(folder.resolve("simulation.json"), IndentedJson.of(result));
    return page;
  }
}
