package io.euge.cli.track.export;

import org.apache.spark.sql.Row;

/**
 * A box of a track.
 *
 * @param next index of the next frame of the video; -1 if there is none
 */
record ExportedBox(
    String video,
    int track,
    long frame,
    String label,
    double confidence,
    double x,
    double y,
    double width,
    double height,
    boolean observed,
    long next) {

  static final String[] COLUMNS = {
    "video",
    "track",
    "frame",
    "label",
    "confidence",
    "x",
    "y",
    "width",
    "height",
    "observed",
    "next"
  };

  /** Converts a row with these columns. */
  static ExportedBox of(Row row) {
    return new ExportedBox(
        row.getString(0),
        row.getInt(1),
        row.getLong(2),
        row.getString(3),
        row.getFloat(4),
        row.getDouble(5),
        row.getDouble(6),
        row.getDouble(7),
        row.getDouble(8),
        row.getBoolean(9),
        row.isNullAt(10) ? -1 : row.getLong(10));
  }

  boolean isOfSameTrack(ExportedBox other) {
    return track == other.track && video.equals(other.video);
  }
}
