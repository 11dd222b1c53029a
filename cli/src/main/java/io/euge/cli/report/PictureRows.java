package io.euge.cli.report;

import static org.apache.spark.sql.functions.col;

import io.euge.EugeException;
import io.euge.cli.report.ReportFigures.Moment;
import io.euge.cli.table.DetectionRow;
import io.euge.cli.table.TrackRow;
import io.euge.detection.Detection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of the table for the images of a report: a frame of detections, or the tracks around a
 * frame, with enough rows for trails and for gaps between boxes.
 */
final class PictureRows {
  private static final double AROUND_SECONDS = 3;

  private static final String[] TRACK_COLUMNS = {
    "video",
    "camera",
    "track",
    "frame",
    "seconds",
    "label",
    "confidence",
    "x",
    "y",
    "width",
    "height",
    "frameWidth",
    "frameHeight",
    "observed"
  };

  private static final StructType PLACES =
      new StructType()
          .add("place", DataTypes.IntegerType)
          .add("video", DataTypes.StringType)
          .add("low", DataTypes.DoubleType)
          .add("high", DataTypes.DoubleType);

  private final ReportKind kind;
  private final Map<Moment, DetectionRow> detections = new HashMap<>();
  private final Map<Moment, List<TrackRow>> tracks = new HashMap<>();

  private PictureRows(ReportKind kind) {
    this.kind = kind;
  }

  /**
   * Reads the rows in one pass over the table, and the hidden tracks in another.
   *
   * @param boxes the rows of the table with boxes
   * @param hidden labels whose boxes are blurred
   */
  static PictureRows of(
      ReportKind kind, Dataset<Row> boxes, List<Moment> moments, Set<String> hidden) {
    PictureRows rows = new PictureRows(kind);
    if (boxes == null || moments.isEmpty()) {
      return rows;
    }
    boolean ofTracks = kind == ReportKind.TRACKS;
    Column wanted = null;
    for (Moment moment : moments) {
      Column one =
          col("video")
              .equalTo(moment.video())
              .and(
                  ofTracks
                      ? col("seconds")
                          .between(
                              moment.seconds() - AROUND_SECONDS, moment.seconds() + AROUND_SECONDS)
                      : col("frame").equalTo(moment.frame()));
      wanted = wanted == null ? one : wanted.or(one);
      rows.tracks.put(moment, new ArrayList<>());
    }
    List<Row> found =
        ofTracks
            ? boxes.where(wanted).selectExpr(TRACK_COLUMNS).collectAsList()
            : boxes
                .where(wanted)
                .select("video", "frame", "seconds", "width", "height", "detections")
                .collectAsList();
    for (Row row : found) {
      if (ofTracks) {
        rows.add(track(row), moments);
      } else {
        rows.add(frame(row), moments);
      }
    }
    if (ofTracks && !hidden.isEmpty()) {
      rows.hide(boxes, moments, hidden);
    }
    return rows;
  }

  /**
   * Marks a track as hidden if any of its boxes has a hidden label, also one far from the moment,
   * and adds the boxes between which it is interpolated.
   */
  private void hide(Dataset<Row> boxes, List<Moment> moments, Set<String> hidden) {
    List<Row> places = new ArrayList<>();
    for (int i = 0; i < moments.size(); i++) {
      Moment moment = moments.get(i);
      places.add(
          RowFactory.create(
              i,
              moment.video(),
              moment.seconds() - AROUND_SECONDS,
              moment.seconds() + AROUND_SECONDS));
    }
    String box = "struct(" + String.join(", ", TRACK_COLUMNS) + ")";
    List<Row> found =
        boxes
            .join(
                functions.broadcast(boxes.sparkSession().createDataFrame(places, PLACES)), "video")
            .groupBy("place", "track")
            .agg(
                functions.collect_set("label").as("labels"),
                functions.expr("max_by(%s, frame) FILTER (WHERE seconds < low)".formatted(box)),
                functions.expr("min_by(%s, frame) FILTER (WHERE seconds > high)".formatted(box)),
                functions.expr("min(seconds) <= any_value(high)").as("begins"),
                functions.expr("max(seconds) >= any_value(low)").as("ends"))
            .where("begins AND ends")
            .collectAsList();
    for (Row track : found) {
      track.<String>getList(2).stream()
          .filter(hidden::contains)
          .sorted()
          .findFirst()
          .ifPresent(label -> hide(tracks.get(moments.get(track.getInt(0))), track, label));
    }
  }

  private static void hide(List<TrackRow> rows, Row track, String label) {
    for (int column : new int[] {3, 4}) {
      if (!track.isNullAt(column)) {
        rows.add(track(track.getStruct(column)));
      }
    }
    rows.replaceAll(row -> row.track() == track.getInt(1) ? row.withLabel(label) : row);
  }

  private void add(TrackRow row, List<Moment> moments) {
    for (Moment moment : moments) {
      if (moment.video().equals(row.video())
          && Math.abs(moment.seconds() - row.seconds()) <= AROUND_SECONDS) {
        tracks.get(moment).add(row);
      }
    }
  }

  private void add(DetectionRow row, List<Moment> moments) {
    for (Moment moment : moments) {
      if (moment.video().equals(row.video()) && moment.frame() == row.frame()) {
        detections.put(moment, row);
      }
    }
  }

  private static TrackRow track(Row row) {
    return new TrackRow(
        row.getString(0),
        row.getString(1),
        row.getInt(2),
        row.getLong(3),
        row.getDouble(4),
        row.getString(5),
        row.getFloat(6),
        row.getDouble(7),
        row.getDouble(8),
        row.getDouble(9),
        row.getDouble(10),
        row.getInt(11),
        row.getInt(12),
        row.getBoolean(13));
  }

  private static DetectionRow frame(Row row) {
    List<Detection> found = new ArrayList<>();
    for (Row one : row.<Row>getList(5)) {
      found.add(
          new Detection(
              one.getAs("label"),
              one.<Integer>getAs("classId"),
              one.<Float>getAs("confidence"),
              one.<Float>getAs("x"),
              one.<Float>getAs("y"),
              one.<Float>getAs("width"),
              one.<Float>getAs("height")));
    }
    return new DetectionRow(
        row.getString(0), row.getLong(1), row.getDouble(2), row.getInt(3), row.getInt(4), found);
  }

  /** Returns whether the table has tracks. */
  boolean isOfTracks() {
    return kind == ReportKind.TRACKS;
  }

  /**
   * Returns the detections in a frame.
   *
   * @throws EugeException if the table does not have the frame
   */
  DetectionRow detections(Moment moment) {
    DetectionRow row = detections.get(moment);
    if (row == null) {
      throw new EugeException("The table has no row of this frame");
    }
    return row;
  }

  /** Returns the tracks around a frame. */
  List<TrackRow> tracks(Moment moment) {
    return tracks.getOrDefault(moment, List.of());
  }
}
