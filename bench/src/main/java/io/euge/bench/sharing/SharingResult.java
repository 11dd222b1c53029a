package io.euge.bench.sharing;

import static io.euge.bench.report.TextLines.line;

import io.euge.process.ProcessMemory;
import java.util.List;
import java.util.Locale;

/**
 * The result of {@code euge bench sharing}. It exists only if the detections of all variants are
 * equal.
 *
 * @param processors number of cores that Java reports
 * @param compileSeconds time to compile and load the model in the first process
 * @param detectionsEqual always true: if they differ, the experiment fails without a result
 * @param detections number of detections per clip, and their hash
 */
record SharingResult(
    String model,
    long modelBytes,
    String input,
    String video,
    int processors,
    int clipFrames,
    int rounds,
    boolean detectionsEqual,
    String detections,
    double compileSeconds,
    List<Point> points,
    List<Curve> curves,
    List<Mapped> mapped) {

  /** Throughput as a function of the frames per task. */
  record Curve(String model, int tasks, List<CurveProcess.Point> points) {}

  /** The memory of several processes that map one compiled model, read while all of them run. */
  record Mapped(int processes, List<ProcessMemory> memory) {
    /** Returns the mean memory of the processes. */
    ProcessMemory mean() {
      return new ProcessMemory(
          (long) memory.stream().mapToLong(ProcessMemory::rss).average().orElseThrow(),
          (long) memory.stream().mapToLong(ProcessMemory::pss).average().orElseThrow(),
          (long) memory.stream().mapToLong(ProcessMemory::pssAnon).average().orElseThrow());
    }
  }

  Point point(SharingVariant variant, int tasks) {
    return points.stream()
        .filter(point -> point.variant() == variant && point.tasks() == tasks)
        .findFirst()
        .orElseThrow();
  }

  List<Integer> tasks() {
    return points.stream().map(Point::tasks).distinct().toList();
  }

  /** Returns the machine and the settings in one line. */
  String setting() {
    return String.format(
        Locale.ROOT,
        "%s (%.0f MB, %s) on %s, %d cores, clips of %d frames, %d round%s",
        model,
        modelBytes / 1e6,
        input,
        video,
        processors,
        clipFrames,
        rounds,
        rounds == 1 ? "" : "s");
  }

  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "%s; detections equal: %s", setting(), detections);
    line(
        text,
        "%n%-18s %5s %18s %20s %18s %18s",
        "",
        "tasks",
        "ready s",
        "peak MB",
        "clips frames/s",
        "steady frames/s");
    for (Point point : points) {
      Point base = point(SharingVariant.PRIVATE_PLAIN, point.tasks());
      line(
          text,
          "%-18s %5d %9.3f (x%5.3f) %11.0f (x%5.2f) %9.2f (x%5.2f) %9.2f (x%5.2f)",
          point.variant().label(),
          point.tasks(),
          point.readySeconds(),
          point.readySeconds() / base.readySeconds(),
          point.peakBytes() / 1e6,
          point.peakBytes() / base.peakBytes(),
          point.clipFramesPerSecond(),
          point.clipFramesPerSecond() / base.clipFramesPerSecond(),
          point.steadyFramesPerSecond(),
          point.steadyFramesPerSecond() / base.steadyFramesPerSecond());
    }
    for (Curve curve : curves) {
      line(text, "%n%s, %d tasks at once: throughput over private", curve.model(), curve.tasks());
      for (CurveProcess.Point point : curve.points()) {
        line(
            text,
            "  %3d frames a task  shared %.2f  shared, compiled %.2f",
            point.frames(),
            point.gain(SharingVariant.SHARED_PLAIN),
            point.gain(SharingVariant.SHARED_COMPILED));
      }
    }
    line(text, "%nprocesses that map the compiled model (MB each)");
    for (Mapped row : mapped) {
      line(
          text,
          "  %d  resident %.0f, its share %.0f, private %.0f",
          row.processes(),
          row.mean().rss() / 1e6,
          row.mean().pss() / 1e6,
          row.mean().pssAnon() / 1e6);
    }
    return text.toString();
  }
}
