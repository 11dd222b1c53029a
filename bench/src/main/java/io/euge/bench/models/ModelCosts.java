package io.euge.bench.models;

import io.euge.bench.measurement.Samples;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The cost of a frame in one thread, in milliseconds.
 *
 * @param model its name
 * @param family of its head
 * @param input its size
 * @param compiled whether the graph was compiled and mapped, as in jobs
 * @param boxes of the frame after suppression
 * @param scaling decoding a frame and scaling it to the input
 * @param graph the imported graph, with its preprocessing and postprocessing nodes
 * @param original the graph as exported, on a prepared input; null for Darknet models
 * @param postprocessing decoding the outputs, and non-maximum suppression
 * @param graphCpu CPU time of {@code graph} in milliseconds; null for Darknet models
 * @param originalCpu CPU time of {@code original} in milliseconds; null for Darknet models
 */
record ModelCosts(
    String model,
    String family,
    String input,
    boolean compiled,
    int boxes,
    Samples scaling,
    Samples graph,
    Samples original,
    Samples postprocessing,
    Samples allFields,
    Samples graphCpu,
    Samples originalCpu) {
  static final String HEAD =
      "%-38s %-16s %9s %6s %9s %9s %9s %9s %9s %7s %9s"
          .formatted(
              "model",
              "family",
              "input",
              "boxes",
              "scale ms",
              "graph ms",
              "own ms",
              "post ms",
              "frames/s",
              "post %",
              "CPU ratio");

  double total() {
    return scaling.median() + graph.median() + postprocessing.median();
  }

  /** Returns the fraction of the time that postprocessing takes. */
  double postprocessingShare() {
    return postprocessing.median() / total();
  }

  /** Returns the CPU time of the graph with preprocessing divided by that of the original. */
  double cpuRatio() {
    return graphCpu.median() / originalCpu.median();
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%-38s %-16s %9s %6d %9.2f %9.2f %9s %9.3f %9.1f %7.2f %9s",
        model,
        family,
        input,
        boxes,
        scaling.median(),
        graph.median(),
        original == null ? "-" : String.format(Locale.ROOT, "%.2f", original.median()),
        postprocessing.median(),
        1000 / total(),
        100 * postprocessingShare(),
        originalCpu == null ? "-" : String.format(Locale.ROOT, "%.3f", cpuRatio()));
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", model);
    json.put("family", family);
    json.put("input", input);
    json.put("compiled", compiled);
    json.put("boxes", boxes);
    json.put("scalingMillis", scaling.median());
    json.put("graphMillis", graph.median());
    if (original != null) {
      json.put("originalGraphMillis", original.median());
      json.put("graphCpuMillis", graphCpu.median());
      json.put("originalGraphCpuMillis", originalCpu.median());
      json.put("cpuRatio", cpuRatio());
    }
    json.put("postprocessingMillis", postprocessing.median());
    if (allFields != null) {
      json.put("allFieldsMillis", allFields.median());
    }
    json.put("framesPerSecond", 1000 / total());
    json.put("postprocessingShare", postprocessingShare());
    return json;
  }
}
