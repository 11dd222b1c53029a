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
 * The output of the tracks of a table or of videos.
 *
 * @param table null for files in the format of another program
 * @param files null for a table
 */
record TrackTarget(TrackFormat format, OutputTable table, OutputFiles files) {
  /** Returns its path. */
  String output() {
    return table == null ? files.output() : table.output();
  }

  /** Returns the path of the table of errors, if one is written. */
  String errors() {
    return table == null ? files.errors() : table.errors();
  }

  /** Returns whether it can contain only one video. */
  boolean isOfOneVideo() {
    return files != null && files.oneFile() && !format.export().orElseThrow().hasAllVideos();
  }

  /**
   * Checks that it can contain a number of videos.
   *
   * @throws EugeException if it cannot
   */
  void requireRoom(long videos) {
    if (isOfOneVideo() && videos > 1) {
      throw new EugeException(
          "Cannot write %,d videos to %s: a file of %s has one video; give a directory, as in --format %s --output tracks"
              .formatted(videos, output(), format, format));
    }
  }

  /**
   * Checks before a long job that no file exists that must not be replaced.
   *
   * @throws EugeException if there is one
   */
  void check(Configuration hadoop) {
    if (table != null) {
      table.check(hadoop);
    } else {
      files.check(hadoop);
    }
  }

  /** Returns a copy that may replace tracks. */
  TrackTarget replacing() {
    return new TrackTarget(
        format, table == null ? null : table.replacing(), files == null ? null : files.replacing());
  }

  /** Tracks and writes the output; returns whether a table of errors was written. */
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

  /** Returns a description of what was written. */
  String description() {
    return table == null
        ? "%s as %s".formatted(output(), format)
        : "%s, the table of tracks to %s".formatted(table.description(), table.summary());
  }
}
