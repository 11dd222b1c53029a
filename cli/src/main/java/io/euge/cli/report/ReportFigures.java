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
 * The figures of a report. Their number is bounded, whatever the size of the table.
 *
 * @param cameras the cameras with the most objects, in this order
 * @param otherCameras number of the other cameras
 * @param axis null if the table is empty
 * @param bins for each camera, one value per interval; the last row is for the other cameras
 * @param labels over all cameras, most frequent first
 * @param heat for each camera, the number of bottom centers of boxes per grid cell; empty without
 *     boxes
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
  /** Columns of a heat map's grid. */
  static final int COLUMNS = 128;

  /** Rows of a heat map's grid. */
  static final int ROWS = 72;

  /**
   * Totals of the whole table.
   *
   * @param weight number of detections, tracks or counts
   * @param timed number of rows with a known clock time
   * @param rows number of all rows
   * @param from first time in seconds of Unix time; NaN if unknown
   * @param to last time in seconds of Unix time; NaN if unknown
   */
  record Totals(
      long videos, long frames, long weight, long timed, long rows, double from, double to) {}

  /**
   * A camera, or a video whose camera is unknown.
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
    /** Returns its name on the page. */
    String title() {
      return first.title();
    }
  }

  /** The values of a camera in one interval. */
  record Bin(long weight, long frames) {
    static final Bin NONE = new Bin(0, 0);

    /**
     * Returns the mean per frame, or the sum if the number of frames is unknown; NaN if there is no
     * data.
     */
    double value(boolean mean) {
      return mean ? frames == 0 ? Double.NaN : (double) weight / frames : weight;
    }
  }

  /** A label with its class index and the sum over all cameras. */
  record Label(String label, int classId, long sum) {}

  /**
   * A frame of a video, or an interval.
   *
   * @param at clock time in seconds of Unix time; NaN if unknown
   * @param n number of objects
   */
  record Moment(String camera, String video, long frame, double seconds, double at, long n) {
    /**
     * Returns the name of the camera on the page; if the camera is unknown, the file name of the
     * video.
     */
    String title() {
      return camera.equals(video) ? video.substring(video.lastIndexOf('/') + 1) : camera;
    }
  }

  /** The total of an event at a line, zone or route. */
  record PlaceCount(String event, String name, String direction, long count, double speed) {}

  /** Errors of one kind. */
  record ErrorKind(String stage, String code, long errors, long videos, String example) {}

  /** The provenance of rows. */
  record Origin(String model, String sha256, String version, String options, long rows) {}

  boolean isEmpty() {
    return axis == null;
  }

  /** Returns the sum per label, without class indexes, most frequent first. */
  Map<String, Long> labelSums() {
    Map<String, Long> sums = new LinkedHashMap<>();
    labels.forEach(label -> sums.merge(label.label(), label.sum(), Long::sum));
    return sums;
  }

  /** Returns the labels by class index. */
  SortedMap<Integer, Set<String>> classes() {
    return classes(labels);
  }

  /** Returns the given labels by class index. */
  static SortedMap<Integer, Set<String>> classes(List<Label> labels) {
    SortedMap<Integer, Set<String>> classes = new TreeMap<>();
    for (Label label : labels) {
      classes.computeIfAbsent(label.classId(), any -> new TreeSet<>()).add(label.label());
    }
    return classes;
  }

  /** Returns the heat map of a camera; empty without boxes. */
  Optional<long[]> heat(int camera) {
    return camera < heat.size() ? Optional.of(heat.get(camera)) : Optional.empty();
  }
}
