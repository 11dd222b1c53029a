package io.euge.cli.track;

import io.euge.EugeException;
import io.euge.cli.job.JobErrors;
import io.euge.cli.job.OutputFiles;
import io.euge.cli.job.OutputTable;
import io.euge.cli.job.StopNotice;
import io.euge.spark.tracking.TrackProvenance;
import io.euge.spark.tracking.TrackSettings;
import io.euge.spark.tracking.Tracks;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The output of the tracks of a table or of videos.
 *
 * @param table null for files in the format of another program
 * @param files null for a table
 * @param provenance whether a table has that column; empty for the default of its format
 */
record TrackTarget(
    TrackFormat format, OutputTable table, OutputFiles files, Optional<Boolean> provenance) {
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
        format,
        table == null ? null : table.replacing(),
        files == null ? null : files.replacing(),
        provenance);
  }

  /**
   * Tracks and writes the output; returns whether a table of errors was written.
   *
   * @param recorded the columns of the detections with the metadata of their table
   */
  boolean write(
      Dataset<Row> detections,
      StructType recorded,
      TrackSettings settings,
      TrackSummary summary,
      JobErrors errors,
      StopNotice stop)
      throws InterruptedException {
    if (table != null) {
      return table.write(
          TrackProvenance.record(tracks(detections, settings), recorded, settings),
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

  private Dataset<Row> tracks(Dataset<Row> detections, TrackSettings settings) {
    // Text formats would repeat the provenance in each line.
    Optional<Boolean> chosen =
        provenance.isEmpty() && !table.format().isTyped() ? Optional.of(false) : provenance;
    return TrackProvenance.isWanted(chosen, detections.sparkSession())
        ? Tracks.withProvenance(detections, settings)
        : Tracks.of(detections, settings);
  }

  /** Returns a description of what was written. */
  String description() {
    return table == null
        ? "%s as %s".formatted(output(), format)
        : "%s, the table of tracks to %s".formatted(table.description(), table.summary());
  }
}
