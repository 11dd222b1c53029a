package io.euge.bench.gpu;

import io.euge.bench.report.PointProgress;
import io.euge.bench.report.ResultLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Measures the points that earlier runs did not, until the time is over. After the first point of
 * each model, it compares the detections in videos, and after the first of all the decoding.
 */
final class GpuSeries {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final String TOO_LATE = "not compared, because the time of --minutes was over";

  private final GpuExperiment experiment;
  private final ResultLines<GpuResult> results;
  private final List<Path> videos;
  private final boolean gpu;
  private final long end;
  private final List<DetectionComparison> detections = new ArrayList<>();
  private final List<DecodingComparison> decoding = new ArrayList<>();
  private final Set<String> compared = new HashSet<>();

  /**
   * Creates a series.
   *
   * @param results those of earlier runs, to which new ones are added
   * @param videos in which detections are compared
   * @param gpu whether decoding is also compared
   * @param end the {@link System#nanoTime} after which nothing begins
   */
  GpuSeries(
      GpuExperiment experiment,
      ResultLines<GpuResult> results,
      List<Path> videos,
      boolean gpu,
      long end) {
    this.experiment = experiment;
    this.results = results;
    this.videos = videos;
    this.gpu = gpu;
    this.end = end;
  }

  /**
   * Measures, and prints a line for each point.
   *
   * @return number of points that were left out because the time was over
   */
  int measure(List<GpuPoint> points, PrintWriter out) throws IOException, InterruptedException {
    List<GpuPoint> open = points.stream().filter(point -> !isMeasured(point)).toList();
    PointProgress progress = new PointProgress(points.size(), open.size(), end);
    int left = 0;
    for (int i = 0; i < points.size(); i++) {
      GpuPoint point = points.get(i);
      if (!isMeasured(point)) {
        if (isOver()) {
          left++;
          continue;
        }
        progress.next(i + 1);
        GpuResult result = experiment.measure(point);
        results.add(result);
        progress.measured();
        out.println(GpuTable.line(result));
        out.flush();
      }
      compare(point.model());
    }
    for (GpuPoint point : points) {
      compare(point.model());
    }
    return left;
  }

  private boolean isMeasured(GpuPoint point) {
    return results.results().stream().anyMatch(one -> one.point().equals(point));
  }

  private boolean isOver() {
    return System.nanoTime() > end;
  }

  /** Compares the videos, unless they were compared with this model already. */
  private void compare(String model) throws IOException, InterruptedException {
    boolean first = compared.isEmpty();
    if (!compared.add(model)) {
      return;
    }
    for (Path video : videos) {
      detections.add(
          isOver()
              ? DetectionComparison.failed(video.getFileName().toString(), model, TOO_LATE)
              : experiment.detect(video, model, timeout()));
      if (first && gpu) {
        decoding.add(
            isOver()
                ? new DecodingComparison(video.getFileName().toString(), null, TOO_LATE)
                : experiment.decode(video, timeout()));
      }
    }
  }

  /** Returns the rest of the time, but enough for a short video, and not too much. */
  private Duration timeout() {
    Duration rest = Duration.ofNanos(end - System.nanoTime());
    Duration most = rest.compareTo(LONGEST) < 0 ? rest : LONGEST;
    return most.compareTo(SHORTEST) > 0 ? most : SHORTEST;
  }

  List<DetectionComparison> detections() {
    return detections;
  }

  List<DecodingComparison> decoding() {
    return decoding;
  }
}
