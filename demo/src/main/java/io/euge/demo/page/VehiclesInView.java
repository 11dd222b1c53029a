package io.euge.demo.page;

import io.euge.cli.report.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Plots the number of vehicles in view per second of a clip: the ground truth as a filled area, the
 * detections as a line. The SVG has only the shapes and scales with the page; the labels are HTML.
 */
record VehiclesInView(boolean hasPlots, List<Plot> plots) {
  private static final int MOST_LABELS = 10;

  /**
   * The plot of a clip.
   *
   * @param summary the means of both series in words
   * @param top upper end of the vertical axis in vehicles
   * @param gridLines heights of the grid lines in vehicles, from the bottom
   * @param area SVG path of the ground truth
   * @param line SVG path of the detections
   * @param times labels of the time axis
   */
  record Plot(
      String name,
      String summary,
      int seconds,
      int top,
      int middle,
      List<Integer> gridLines,
      String area,
      String line,
      List<String> times,
      List<Second> values) {}

  /** A row of the table below a plot. */
  record Second(int second, String found, String there) {}

  static VehiclesInView of(List<Story.Clip> clips) {
    return new VehiclesInView(!clips.isEmpty(), clips.stream().map(VehiclesInView::plot).toList());
  }

  private static Plot plot(Story.Clip clip) {
    int seconds = Math.max(1, Math.max(clip.found().size(), clip.there().size()));
    double most =
        Stream.concat(clip.found().stream(), clip.there().stream())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(0);
    int top = Math.max(2, 2 * (int) Math.ceil(most / 2));
    return new Plot(
        clip.name(),
        Format.format(
            "On average %s found, %s truly there",
            Format.decimal(mean(clip.found())), Format.decimal(mean(clip.there()))),
        seconds,
        top,
        top / 2,
        List.of(0, top / 2, top),
        area(clip.there(), top),
        line(clip.found(), top),
        times(seconds),
        IntStream.range(0, seconds)
            .mapToObj(i -> new Second(i, at(clip.found(), i), at(clip.there(), i)))
            .toList());
  }

  private static String area(List<Double> values, int top) {
    StringBuilder path = new StringBuilder("M0 " + top);
    for (int i = 0; i < values.size(); i++) {
      path.append(Format.format("V%.3fH%d", top - values.get(i), i + 1));
    }
    return path.append("V").append(top).append("Z").toString();
  }

  private static String line(List<Double> values, int top) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      double row = top - values.get(i);
      path.append(Format.format(i == 0 ? "M0 %.3fH%d" : "V%.3fH%d", row, i + 1));
    }
    return path.toString();
  }

  private static List<String> times(int seconds) {
    int step = 1;
    while (seconds / step > MOST_LABELS || seconds % step > 0) {
      step++;
    }
    List<String> times = new ArrayList<>();
    for (int second = 0; second <= seconds; second += step) {
      times.add(Format.format("%d%s", second, second == seconds ? "\u00a0s" : ""));
    }
    return times;
  }

  private static String at(List<Double> values, int second) {
    return Format.decimal(second < values.size() ? values.get(second) : Double.NaN);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
