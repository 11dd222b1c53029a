package io.euge.bench.sharing;

import io.euge.bench.report.ExperimentReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The report of {@code euge bench sharing}. */
final class SharingReport {
  private SharingReport() {}

  /** Writes the report and returns its path. */
  static Path write(SharingResult result, Path folder) throws IOException {
    return new ExperimentReport(
            "sharing models",
            "What the sharing of models saves",
            Optional.empty(),
            List.of(
                result.setting() + ".",
                "Tasks are threads of a child process that do what a task of the Spark job does:"
                    + " lease the model, open the video, decode, infer, close. Every small task"
                    + " reads the first frames of the same video. Each point has a process of its"
                    + " own. All variants found the same in each clip: "
                    + result.detections()
                    + "."),
            SharingPlots.of(result),
            result.text())
        .write(folder);
  }
}
