package io.euge.spark.tracking;

import io.euge.detection.head.NonMaximumSuppression;
import io.euge.tracking.FrameBoxes;
import io.euge.tracking.TrackedBoxes;
import io.euge.tracking.Tracker;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The tracks of the frames of one partition, one row after the other. It holds one frame and what
 * its tracker follows.
 */
final class TrackedRows implements Iterator<Row> {
  private static final TrackedBoxes NOTHING = null;

  private final Iterator<Row> frames;
  private final TrackSettings settings;
  private final boolean emptyFrames;
  private final SequenceClock clock;
  private final FrameBoxes boxes = new FrameBoxes();
  private Tracker tracker;
  private Row frame;
  private List<String> labels;
  private TrackedBoxes tracks = NOTHING;
  private int next;

  /** Of each label; vehicles are of kind 0, since a van may be a car and a truck by turns. */
  private final Map<String, Integer> kinds = new HashMap<>();

  /** Of each track of the sequence, for frames without a detection of it. */
  private final Map<Integer, String> lastLabels = new HashMap<>();

  /**
   * @param frames with {@link DetectionColumns}, in order
   * @param emptyFrames whether a frame without tracks has a row, with the track 0
   */
  TrackedRows(Iterator<Row> frames, TrackSettings settings, boolean emptyFrames) {
    this.frames = frames;
    this.settings = settings;
    this.emptyFrames = emptyFrames;
    this.clock = new SequenceClock(settings.joinFiles());
  }

  @Override
  public boolean hasNext() {
    while (!hasRow() && frames.hasNext()) {
      track(frames.next());
    }
    return hasRow();
  }

  private boolean hasRow() {
    return tracks != NOTHING && (next < tracks.count() || isEmptyFrame());
  }

  private boolean isEmptyFrame() {
    return emptyFrames && tracks.count() == 0 && next == 0;
  }

  private void track(Row row) {
    frame = row;
    boolean begins =
        clock.advance(
            row.getString(DetectionColumns.VIDEO),
            row.getString(DetectionColumns.CAMERA),
            (Long) row.get(DetectionColumns.START),
            row.getLong(DetectionColumns.FRAME),
            row.getDouble(DetectionColumns.SECONDS));
    if (begins) {
      tracker = settings.tracker().create(settings.options());
      lastLabels.clear();
    }
    labels = row.getList(DetectionColumns.LABELS);
    fill(row);
    tracks = tracker.track(clock.seconds(), boxes);
    next = 0;
  }

  private void fill(Row row) {
    List<Double> confidences = row.getList(DetectionColumns.CONFIDENCES);
    List<Double> x = row.getList(DetectionColumns.BOXES);
    List<Double> y = row.getList(DetectionColumns.BOXES + 1);
    List<Double> width = row.getList(DetectionColumns.BOXES + 2);
    List<Double> height = row.getList(DetectionColumns.BOXES + 3);
    boxes.clear();
    for (int i = 0; i < labels.size(); i++) {
      int kind = kinds.computeIfAbsent(labels.get(i), this::kind);
      boxes.add(kind, confidences.get(i), x.get(i), y.get(i), width.get(i), height.get(i));
    }
  }

  private int kind(String label) {
    return NonMaximumSuppression.isVehicle(label) ? 0 : 1 + kinds.size();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (isEmptyFrame()) {
      next++;
      return row(0, "", 0, 0, 0, 0, 0, false);
    }
    int i = next++;
    return row(
        tracks.track(i),
        label(i),
        (float) tracks.confidence(i),
        tracks.x(i),
        tracks.y(i),
        tracks.width(i),
        tracks.height(i),
        tracks.observed(i));
  }

  private Row row(
      int number,
      String label,
      float confidence,
      double x,
      double y,
      double width,
      double height,
      boolean observed) {
    Object[] track = {
      frame.get(DetectionColumns.VIDEO),
      frame.get(DetectionColumns.CAMERA),
      frame.get(DetectionColumns.TIME),
      number,
      frame.get(DetectionColumns.FRAME),
      frame.get(DetectionColumns.SECONDS),
      label,
      confidence,
      x,
      y,
      width,
      height,
      frame.get(DetectionColumns.WIDTH),
      frame.get(DetectionColumns.HEIGHT),
      observed
    };
    return RowFactory.create(withProvenance(settings.joinFiles() ? withSequence(track) : track));
  }

  private Object[] withSequence(Object[] track) {
    Object[] values = new Object[track.length + 1];
    values[0] = clock.sequence();
    System.arraycopy(track, 0, values, 1, track.length);
    return values;
  }

  private Object[] withProvenance(Object[] track) {
    if (frame.length() <= DetectionColumns.PROVENANCE) {
      return track;
    }
    Object[] values = Arrays.copyOf(track, track.length + 1);
    values[track.length] = frame.get(DetectionColumns.PROVENANCE);
    return values;
  }

  private String label(int i) {
    if (!tracks.observed(i)) {
      return lastLabels.get(tracks.track(i));
    }
    String label = labels.get(tracks.detection(i));
    if (settings.options().predictions()) {
      lastLabels.put(tracks.track(i), label);
    }
    return label;
  }
}
