package io.euge.cli.report;

import io.euge.cli.report.ReportPage.Fact;
import io.euge.spark.source.DetectionMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads how a table was created from its files. */
final class ReportFacts {
  private ReportFacts() {}

  static List<Fact> of(ReportTable table) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Table", table.name()));
    DetectionMetadata.of(table.rows().schema())
        .ifPresent(
            chosen -> {
              facts.add(
                  new Fact(
                      "Detections",
                      Format.format(
                          "confidence from %s on, IoU %s, NMS %s",
                          chosen.confidence(), chosen.iou(), chosen.nms())));
              facts.add(
                  new Fact(
                      "Classes",
                      chosen.classes().isEmpty()
                          ? "all of the model"
                          : String.join(", ", chosen.classes())));
              facts.add(
                  new Fact(
                      "Frames",
                      chosen.sampling().isEmpty()
                          ? "all"
                          : chosen.sampling().entrySet().stream()
                              .map(option -> "--" + option.getKey() + " " + option.getValue())
                              .collect(Collectors.joining(", "))));
            });
    if (table.flat()) {
      facts.add(
          new Fact("Frames", "CSV has no line for frames without detections: they do not count"));
    }
    return facts;
  }
}
