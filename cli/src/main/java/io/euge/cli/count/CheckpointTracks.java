package io.euge.cli.count;

import io.euge.cli.checkpoint.CheckpointArguments;
import io.euge.cli.detect.CheckpointCommand;
import io.euge.cli.detect.KeptDetections;
import io.euge.cli.job.ProgressLine;
import io.euge.cli.job.StopNotice;
import io.euge.cli.track.VideoDetections;
import io.euge.spark.metrics.ScanProgressListener;
import java.io.PrintWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Tracks the detections of videos that are processed batch by batch with a checkpoint.
 *
 * @param tracks computes and reads the tracks
 * @param result the file of the counts
 */
record CheckpointTracks(
    SparkTracks tracks, VideoDetections source, CheckpointArguments checkpoint, String result)
    implements TrackSource {
  @Override
  public int read(Videos videos) throws Exception {
    return new CheckpointCommand(tracks.command(), tracks.sparkOptions(), tracks.price())
        .run(
            source.from(checkpoint),
            new CheckpointCommand.Output() {
              @Override
              public void compute(KeptDetections detections, StopNotice stop) throws Exception {
                Dataset<Row> rows = detections.rows();
                ScanProgressListener watch = new ScanProgressListener();
                rows.sparkSession().sparkContext().addSparkListener(watch);
                tracks.read(rows, ProgressLine.start(watch), stop, () -> {}, videos);
                detections.checkpoint().writes(result);
              }

              @Override
              public void print(PrintWriter out) {
                // CountCommand prints the counts.
              }

              @Override
              public String errors() {
                return "";
              }
            });
  }
}
