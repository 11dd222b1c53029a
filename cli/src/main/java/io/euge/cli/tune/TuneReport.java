package io.euge.cli.tune;

import io.euge.ByteSize;
import io.euge.Quantity;
import io.euge.cli.cost.VideoCost;
import io.euge.cli.plan.ClusterProposal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Prints the measurements, the proposed settings and the prediction.
 *
 * @param conf the proposed settings by key
 * @param price per hour of the whole cluster
 */
record TuneReport(
    String model,
    String video,
    Measured measured,
    ClusterProposal cluster,
    Map<String, String> conf,
    Prediction prediction,
    OptionalDouble price) {

  /** Returns the cost of an hour of video. */
  VideoCost cost() {
    return new VideoCost(
        prediction.videoSeconds(),
        prediction.seconds(),
        cluster.executors() * cluster.tasks(),
        cluster.gpus(),
        price);
  }

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "Measured: %s on %s, %s at once in one process%n",
        model,
        video,
        Quantity.of(measured.tasks(), "task"));
    figures().forEach((name, value) -> out.printf("  %-24s%s%n", name, value));
    out.printf(
        Locale.ROOT,
        "%nProposed for %s: %s, %s each%n",
        Quantity.of(cluster.nodes(), "node"),
        Quantity.of(cluster.executors(), "executor"),
        Quantity.of(cluster.tasks(), "task"));
    conf.forEach((key, value) -> out.println("  --conf " + key + "=" + value));
    out.printf(
        Locale.ROOT,
        "%nPredicted for %s hours of such video: %s%n",
        VideoCost.number(prediction.videoSeconds() / 3600),
        duration(prediction.seconds()));
    predicted().forEach(line -> out.println("  " + line));
  }

  private Map<String, String> figures() {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("start", seconds(measured.startSeconds()));
    lines.put("loading the model", seconds(measured.loadSeconds()));
    lines.put("opening a segment", seconds(measured.best().perSegment()));
    lines.put("decoding and scaling", rate(measured.decoding()));
    for (TaskCost cost : measured.variants()) {
      lines.put(
          "batch %d, prefetch %d".formatted(cost.batch(), cost.prefetch()),
          rate(cost.framesPerSecond(measured.tasks()))
              + ", inference alone "
              + rate(measured.inference(cost))
              + (cost.equals(measured.best()) ? "  <- taken" : ""));
    }
    lines.put("memory of the model", ByteSize.mib(measured.modelBytes()));
    if (measured.processBytes() > 0) {
      lines.put(
          "memory of this process",
          ByteSize.mib(measured.processBytes())
              + "; an executor gets "
              + ByteSize.mib(cluster.executorMemory()));
    }
    return lines;
  }

  private List<String> predicted() {
    List<String> lines = new ArrayList<>();
    lines.add(
        Quantity.of(prediction.segments(), "segment")
            + ", "
            + seconds(measured.startSeconds())
            + " to start, "
            + duration(prediction.detecting())
            + " of detection");
    lines.add(prediction.bound());
    lines.addAll(cost().lines());
    return lines;
  }

  /** Returns the values for JSON; times in seconds, memory in bytes. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("model", model);
    fields.put("video", video);
    fields.put("tasksMeasured", measured.tasks());
    fields.put("startSeconds", measured.startSeconds());
    fields.put("loadSeconds", measured.loadSeconds());
    fields.put("segmentOpeningSeconds", measured.best().perSegment());
    fields.put("decodingFramesPerSecond", measured.decoding());
    List<Map<String, Object>> variants = new ArrayList<>();
    for (TaskCost cost : measured.variants()) {
      Map<String, Object> variant = new LinkedHashMap<>();
      variant.put("batch", cost.batch());
      variant.put("prefetch", cost.prefetch());
      variant.put("framesPerSecond", cost.framesPerSecond(measured.tasks()));
      variant.put("inferenceFramesPerSecond", measured.inference(cost));
      variants.add(variant);
    }
    fields.put("variants", variants);
    fields.put("modelBytes", measured.modelBytes());
    fields.put("processBytes", measured.processBytes());
    fields.put("executors", cluster.executors());
    fields.put("tasks", cluster.tasks());
    fields.put("conf", conf);
    fields.put("videoHours", prediction.videoSeconds() / 3600);
    fields.put("predictedSeconds", prediction.seconds());
    fields.put("predictedDetectionSeconds", prediction.detecting());
    fields.put("bottleneck", prediction.bound());
    fields.put("videoHoursPerHour", cost().hoursPerHour());
    fields.put("videoHoursPerHourAndCore", cost().hoursPerHour() / cost().cores());
    fields.put(
        "videoHoursPerHourAndGpu",
        cost().gpus() == 0 ? null : cost().hoursPerHour() / cost().gpus());
    OptionalDouble each = cost().priceOfVideoHour();
    fields.put("pricePerVideoHour", each.isPresent() ? each.getAsDouble() : null);
    return fields;
  }

  private static String rate(double framesPerSecond) {
    return VideoCost.number(framesPerSecond) + " frames/s";
  }

  private static String seconds(double seconds) {
    return seconds < 1
        ? VideoCost.number(1000 * seconds) + " ms"
        : VideoCost.number(seconds) + " s";
  }

  /** Formats a duration for readers. */
  static String duration(double seconds) {
    return seconds < 120
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : seconds < 2 * 3600
            ? String.format(Locale.ROOT, "%.1f min", seconds / 60)
            : String.format(Locale.ROOT, "%,.1f h", seconds / 3600);
  }
}
