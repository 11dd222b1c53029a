package io.euge.spark.tracking;

import io.euge.tracking.LabelVote;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** One row for each track of the rows of one partition, of which it holds one track. */
final class TrackSummaries implements Iterator<Row> {
  static final int SEQUENCE = 0;
  static final int VIDEO = 1;
  static final int CAMERA = 2;
  static final int TRACK = 3;
  static final int LABEL = 4;
  static final int CONFIDENCE = 5;
  static final int OBSERVED = 6;
  static final int FRAME = 7;
  static final int SECONDS = 8;
  static final int TIME = 9;

  /** The bottom center of the box: where a vehicle stands on the road. */
  static final int X = 10;

  static final int Y = 11;

  /** Pixels; a shorter way is that of a box that jitters. */
  private static final double LEAST_WAY = 1;

  private final Iterator<Row> rows;
  private final boolean joined;
  private Row ahead;

  /**
   * @param rows with the columns above, by track and then in order of time
   */
  TrackSummaries(Iterator<Row> rows, boolean joined) {
    this.rows = rows;
    this.joined = joined;
    ahead = rows.hasNext() ? rows.next() : null;
  }

  @Override
  public boolean hasNext() {
    return ahead != null;
  }

  @Override
  public Row next() {
    if (ahead == null) {
      throw new NoSuchElementException();
    }
    Row first = ahead;
    Row last = first;
    LabelVote vote = new LabelVote();
    List<Row> path = new ArrayList<>();
    while (ahead != null && isOneTrack(first, ahead)) {
      last = ahead;
      if (last.getBoolean(OBSERVED)) {
        vote.add(last.getString(LABEL), last.getFloat(CONFIDENCE));
      }
      if (path.isEmpty() || way(path.get(path.size() - 1), last) >= LEAST_WAY) {
        path.add(point(first, last));
      }
      ahead = rows.hasNext() ? rows.next() : null;
    }
    Row end = point(first, last);
    if (!path.get(path.size() - 1).equals(end)) {
      path.add(end);
    }
    return summary(first, last, vote, path);
  }

  private static boolean isOneTrack(Row one, Row other) {
    return one.getInt(TRACK) == other.getInt(TRACK)
        && one.getString(SEQUENCE).equals(other.getString(SEQUENCE));
  }

  private static double way(Row point, Row row) {
    return Math.hypot(row.getDouble(X) - point.getDouble(1), row.getDouble(Y) - point.getDouble(2));
  }

  private static Row point(Row first, Row row) {
    return RowFactory.create(seconds(first, row), row.get(X), row.get(Y));
  }

  /** Returns seconds of the first video, also for a frame of one that was joined to it. */
  private static double seconds(Row first, Row row) {
    return row.getString(VIDEO).equals(first.getString(VIDEO))
        ? row.getDouble(SECONDS)
        : first.getDouble(SECONDS) + (row.getLong(TIME) - first.getLong(TIME)) / 1e6;
  }

  private Row summary(Row first, Row last, LabelVote vote, List<Row> path) {
    List<Object> values = new ArrayList<>();
    if (joined) {
      values.add(first.get(SEQUENCE));
    }
    for (int column : new int[] {VIDEO, CAMERA, TRACK}) {
      values.add(first.get(column));
    }
    values.add(vote.detections() == 0 ? first.get(LABEL) : vote.label());
    values.add(vote.votes());
    values.add(vote.detections());
    addPlace(values, first);
    if (joined) {
      values.add(last.get(VIDEO));
    }
    addPlace(values, last);
    values.add(path.toArray(Row[]::new));
    return RowFactory.create(values.toArray());
  }

  private static void addPlace(List<Object> values, Row row) {
    values.add(row.get(FRAME));
    values.add(row.get(SECONDS));
    values.add(row.get(TIME));
  }
}
