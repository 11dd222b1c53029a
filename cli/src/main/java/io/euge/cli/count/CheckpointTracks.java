package io.euge.cli.count;

import io.euge.cli.checkpoint.CheckpointArguments;
import io.euge.cli.detect.CheckpointCommand;
import io.euge.cli.detect.KeptDetections;
import io.euge.cli.job.StopNotice;
import io.euge.cli.track.VideoDetections;
import java.io.PrintWriter;

/**
 * Tracks of the detections in videos that are found batch by batch and kept in a checkpoint.
 *
 * @param tracks how they are tracked and read
 * @param result the file of the counts
 */
record CheckpointTracks(
    SparkTracks tracks, VideoDetections source, CheckpointArguments checkpoint, String result)
    implements TrackSource {
  @Override
  public int read(Videos videos) throws Exception {
    return new CheckpointCommand(tracks.command(), tracks.sparkOptions())
        .run(
            source.from(checkpoint),
            new CheckpointCommand.Output() {
              @Override
              public void compute(KeptDetections detections, StopNotice stop) throws Exception {
                tracks.read(detections.rows(), stop, () -> {}, videos);
                detections.checkpoint().writes(result);
              }

              @Override
              public void print(PrintWriter out) {
                // The command prints the counts itself.
              }

              @Override
              public String errors() {
                return "";
              }
            });
  }
}
