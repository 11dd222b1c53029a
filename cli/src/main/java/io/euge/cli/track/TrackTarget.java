package io.euge.cli.track;

import io.euge.EugeException;
import io.euge.cli.job.JobErrors;
import io.euge.cli.job.OutputFiles;
import io.euge.cli.job.OutputTable;
import io.euge.cli.job.StopNotice;
import io.euge.spark.tracking.TrackSettings;
import io.euge.spark.tracking.Tracks;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Where the tracks of a table or of videos are written.
 *
 * @param table null for files of a format of other programs
 * @param files null for a table
 */
record TrackTarget(TrackFormat format, OutputTable table, OutputFiles files) {
  /** Returns where it is. */
  String output() {
    return table == null ? files.output() : table.output();
  }

  /** Returns where the table of the errors is, if there is one. */
  String errors() {
    return table == null ? files.errors() : table.errors();
  }

  /** Returns whether it has room for one video. */
  boolean isOfOneVideo() {
    return files != null && files.oneFile() && !format.export().orElseThrow().hasAllVideos();
  }

  /**
   * Checks that it has room for some videos.
   *
   * @throws EugeException if it has not
   */
  void requireRoom(long videos) {
    if (isOfOneVideo() && videos > 1) {
      throw new EugeException(
          "Cannot write %,d videos to %s: a file of %s has one video; give a directory, as in --format %s --output tracks"
              .formatted(videos, output(), format, format));
    }
  }

  /**
   * Checks before a long job that nothing is there that may not be replaced.
   *
   * @throws EugeException if something is
   */
  void check(Configuration hadoop) {
    if (table != null) {
      table.check(hadoop);
    } else {
      files.check(hadoop);
    }
  }

  /** Returns the same, which may replace tracks. */
  TrackTarget replacing() {
    return new TrackTarget(
        format, table == null ? null : table.replacing(), files == null ? null : files.replacing());
  }

  /** Tracks, writes and returns whether there is a table of errors. */
  boolean write(
      Dataset<Row> detections,
      TrackSettings settings,
      TrackSummary summary,
      JobErrors errors,
      StopNotice stop)
      throws InterruptedException {
    if (table != null) {
      return table.write(
          Tracks.of(detections, settings),
          Optional.of(rows -> summary.observe(Tracks.summary(rows))),
          errors,
          stop);
    }
    return files.write(
        Tracks.withEmptyFrames(detections, settings),
        rows ->
            summary
                .observe(Tracks.summary(rows.where("track > 0")))
                .write()
                .format("noop")
                .mode("overwrite")
                .save(),
        errors,
        stop);
  }

  /** Returns what was written, for the user. */
  String description() {
    return table == null
        ? "%s as %s".formatted(output(), format)
        : "%s, the table of tracks to %s".formatted(table.description(), table.summary());
  }
}
