package io.euge.cli.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The figures of a report. Their number does not grow with the table.
 *
 * @param cameras those with the most, the first ones of all
 * @param otherCameras the number of cameras that are not among them
 * @param axis null if the table is empty
 * @param bins what each camera has in each interval; the row after the last camera's has the others
 * @param labels of all cameras, the most frequent first
 * @param heat foot points of each camera in the cells of a grid; empty without boxes
 * @param busiest moments, the busiest first
 */
record ReportFigures(
    Totals totals,
    List<Camera> cameras,
    long otherCameras,
    TimeAxis axis,
    List<List<Bin>> bins,
    List<Label> labels,
    List<long[]> heat,
    List<Moment> busiest,
    List<PlaceCount> places,
    List<ErrorKind> errors,
    List<Origin> origins) {
  /** Cells of a heat map in a row. */
  static final int COLUMNS = 128;

  /** Rows of cells of a heat map. */
  static final int ROWS = 72;

  /**
   * Sums of the whole table.
   *
   * @param weight detections, tracks or counts
   * @param timed rows whose time on the clock is known
   * @param rows of all
   * @param from seconds since 1970 of the first time; NaN if none is known
   */
  record Totals(
      long videos, long frames, long weight, long timed, long rows, double from, double to) {}

  /**
   * A camera, or a video whose camera is not known.
   *
   * @param first a frame for the background of its heat map
   */
  record Camera(
      String name,
      long videos,
      long frames,
      long weight,
      int width,
      int height,
      double ratio,
      Moment first) {
    /** Returns what the page calls it. */
    String title() {
      return first.title();
    }
  }

  /** What a camera has in an interval. */
  record Bin(long weight, long frames) {
    static final Bin NONE = new Bin(0, 0);

    /** Returns the mean of a frame if frames are known, else the sum; NaN if there is nothing. */
    double value(boolean mean) {
      return mean ? frames == 0 ? Double.NaN : (double) weight / frames : weight;
    }
  }

  /** A label, with its number, and the sum of all cameras. */
  record Label(String label, int classId, long sum) {}

  /**
   * A frame of a video, or an interval.
   *
   * @param at seconds since 1970; NaN if not known
   * @param n what is in it
   */
  record Moment(String camera, String video, long frame, double seconds, double at, long n) {
    /** Returns what the page calls the camera: of a video that is one of its own, its file name. */
    String title() {
      return camera.equals(video) ? video.substring(video.lastIndexOf('/') + 1) : camera;
    }
  }

  /** The sum of an event at a line, zone or route. */
  record PlaceCount(String event, String name, String direction, long count, double speed) {}

  /** Errors of one kind. */
  record ErrorKind(String stage, String code, long errors, long videos, String example) {}

  /** What rows follow from. */
  record Origin(String model, String sha256, String version, String options, long rows) {}

  boolean isEmpty() {
    return axis == null;
  }

  /** Returns the sums of labels, without the numbers of their classes, the most frequent first. */
  Map<String, Long> labelSums() {
    Map<String, Long> sums = new LinkedHashMap<>();
    labels.forEach(label -> sums.merge(label.label(), label.sum(), Long::sum));
    return sums;
  }

  /** Returns the labels by the numbers of their classes. */
  SortedMap<Integer, Set<String>> classes() {
    return classes(labels);
  }

  /** Returns some labels by the numbers of their classes. */
  static SortedMap<Integer, Set<String>> classes(List<Label> labels) {
    SortedMap<Integer, Set<String>> classes = new TreeMap<>();
    for (Label label : labels) {
      classes.computeIfAbsent(label.classId(), any -> new TreeSet<>()).add(label.label());
    }
    return classes;
  }

  /** Returns the heat of a camera; empty without boxes. */
  Optional<long[]> heat(int camera) {
    return camera < heat.size() ? Optional.of(heat.get(camera)) : Optional.empty();
  }
}
