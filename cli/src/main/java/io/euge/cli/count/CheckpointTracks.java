package io.euge.cli.count;

import io.euge.cli.checkpoint.CheckpointArguments;
import io.euge.cli.console.ErrorHandler;
import io.euge.cli.console.Warnings;
import io.euge.cli.detect.CheckpointSummary;
import io.euge.cli.detect.CheckpointedDetection;
import io.euge.cli.job.ProgressLine;
import io.euge.cli.job.ScanProgressListener;
import io.euge.cli.job.StopNotice;
import io.euge.cli.track.VideoDetections;
import io.euge.spark.errors.VideoErrors;
import java.io.PrintWriter;
import org.apache.spark.sql.SparkSession;

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
    long start = System.nanoTime();
    ProgressLine.note("starting Spark");
    try (StopNotice stop = StopNotice.saying(CheckpointArguments.KEPT);
        SparkSession spark = tracks.sparkOptions().start("euge count");
        VideoErrors errors = VideoErrors.collect(spark)) {
      ScanProgressListener watch = new ScanProgressListener();
      spark.sparkContext().addSparkListener(watch);
      CheckpointedDetection.Result found =
          source
              .from(checkpoint)
              .run(
                  spark,
                  errors,
                  watch,
                  stop,
                  detections -> {
                    tracks.read(detections.rows(), stop, () -> {}, videos);
                    detections.checkpoint().writes(result);
                  });
      PrintWriter out = tracks.command().commandLine().getOut();
      CheckpointSummary.print(out, found, watch, (System.nanoTime() - start) / 1e9);
      CheckpointSummary.printBad(out, found, "", false);
      out.flush();
      found.unsettled().ifPresent(notice -> Warnings.say(notice, tracks.command()));
      return found.isBad() ? ErrorHandler.BAD_INPUT : 0;
    }
  }
}
