package io.euge.spark.counting;

import io.euge.counting.TrackPath;
import io.euge.counting.layout.CountingLayout;
import io.euge.counting.layout.LinesFile;
import io.euge.counting.table.LabeledEvents;
import io.euge.tracking.LabelVote;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/** What the tracks of one partition did. It holds one track. */
final class TrackEventRows implements Iterator<CountedTrack> {
  private static final int VIDEO = 0;
  private static final int CAMERA = 1;
  private static final int START = 2;
  private static final int LENGTH = 3;
  private static final int ACROSS = 4;
  private static final int DOWN = 5;
  private static final int TRACK = 6;
  private static final int SECONDS = 7;
  private static final int LABEL = 8;
  private static final int CONFIDENCE = 9;
  private static final int OBSERVED = 10;

  /** The first of four columns. */
  private static final int BOX = 11;

  /** Missing if it was not asked for. */
  private static final int PROVENANCE = 15;

  private final Iterator<Row> rows;
  private final LinesFile lines;
  private Row ahead;
  private String video = "";
  private CountingLayout layout;

  /**
   * @param rows with the columns above, by video, track and time
   */
  TrackEventRows(Iterator<Row> rows, LinesFile lines) {
    this.rows = rows;
    this.lines = lines;
    advance();
  }

  private void advance() {
    ahead = rows.hasNext() ? rows.next() : null;
  }

  @Override
  public boolean hasNext() {
    return ahead != null;
  }

  @Override
  public CountedTrack next() {
    if (ahead == null) {
      throw new NoSuchElementException();
    }
    Row first = ahead;
    TrackPath path = new TrackPath();
    LabelVote vote = new LabelVote();
    while (ahead != null && isOneTrack(first, ahead)) {
      if (ahead.getBoolean(OBSERVED)) {
        path.add(
            ahead.getDouble(SECONDS),
            ahead.getDouble(BOX),
            ahead.getDouble(BOX + 1),
            ahead.getDouble(BOX + 2),
            ahead.getDouble(BOX + 3));
        vote.add(ahead.getString(LABEL), ahead.getDouble(CONFIDENCE));
      }
      advance();
    }
    return new CountedTrack(
        first.getString(VIDEO),
        first.getString(CAMERA),
        (Long) first.get(START),
        first.getInt(ACROSS),
        first.getInt(DOWN),
        first.getDouble(LENGTH),
        first.length() > PROVENANCE ? first.getString(PROVENANCE) : null,
        path.count() == 0
            ? null
            : LabeledEvents.of(vote.label(), path, layout(first), first.getDouble(LENGTH)));
  }

  private static boolean isOneTrack(Row one, Row other) {
    return one.getLong(TRACK) == other.getLong(TRACK)
        && one.getString(VIDEO).equals(other.getString(VIDEO));
  }

  private CountingLayout layout(Row row) {
    String name = row.getString(VIDEO);
    if (!name.equals(video)) {
      video = name;
      layout =
          lines.layout(
              row.isNullAt(CAMERA) ? "" : row.getString(CAMERA),
              name.substring(name.lastIndexOf('/') + 1),
              row.getInt(ACROSS),
              row.getInt(DOWN));
    }
    return layout;
  }
}
