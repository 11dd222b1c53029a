package io.euge.cli.count;

import io.euge.OptionException;
import io.euge.cli.console.ErrorHandler;
import io.euge.cli.console.Warnings;
import io.euge.cli.cost.CostSummary;
import io.euge.cli.cost.PriceArguments;
import io.euge.cli.detect.BadInputSummary;
import io.euge.cli.job.ProgressLine;
import io.euge.cli.job.SparkOptions;
import io.euge.cli.job.StopNotice;
import io.euge.cli.table.VideoNames;
import io.euge.cli.track.ConfidenceAdvice;
import io.euge.cli.track.TableInput;
import io.euge.cli.track.VideoDetections;
import io.euge.counting.layout.LinesFile;
import io.euge.counting.table.TrackedVideo;
import io.euge.spark.counting.CountedTrack;
import io.euge.spark.counting.TrackTable;
import io.euge.spark.counting.VideoTracks;
import io.euge.spark.errors.VideoErrors;
import io.euge.spark.metrics.ScanProgressListener;
import io.euge.spark.tracking.TrackSettings;
import io.euge.spark.tracking.Tracks;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.Set;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Tracks of a table of tracks, or of detections in a table or in videos, which are tracked first.
 * Spark computes the events of the tracks; the driver counts one video at a time.
 *
 * @param settings of the tracker
 * @param provenance receives that of the videos; null if it is not wanted
 * @param tracking the given tracker options, which are not valid for a table of tracks
 */
record SparkTracks(
    CommandSpec command,
    SparkOptions sparkOptions,
    PriceArguments price,
    Input input,
    TrackSettings settings,
    Set<String> tracking,
    LinesFile lines,
    ZoneId zone,
    CountProvenance provenance,
    String output)
    implements TrackSource {

  /** The input: rows of detections or of tracks. */
  interface Input {
    Dataset<Row> open(SparkSession spark, VideoErrors errors);

    /** Returns the input of a table. */
    static Input of(TableInput table) {
      return (spark, errors) -> table.read(spark);
    }

    /** Returns the input of videos. */
    static Input of(VideoDetections videos) {
      return videos::open;
    }
  }

  @Override
  public int read(Videos videos) throws Exception {
    long start = System.nanoTime();
    ProgressLine.note("starting Spark");
    try (StopNotice stop = StopNotice.of(output);
        SparkSession spark = sparkOptions.start("euge count");
        VideoErrors errors = VideoErrors.collect(spark)) {
      ScanProgressListener watch = new ScanProgressListener();
      Dataset<Row> rows = input.open(spark, errors);
      spark.sparkContext().addSparkListener(watch);
      ProgressLine progress = ProgressLine.start(watch, errors);
      read(rows, progress, stop, () -> errors.complete(spark), videos);
      PrintWriter out = command.commandLine().getOut();
      CostSummary.print(out, watch, (System.nanoTime() - start) / 1e9, spark, price.price());
      BadInputSummary.print(out, errors, false, "");
      return errors.count() == 0 ? 0 : ErrorHandler.BAD_INPUT;
    }
  }

  /**
   * Passes the videos of rows of detections or of tracks to {@code videos}.
   *
   * @param progress shown during the computation and closed afterwards
   * @param computed called after the rows were read, before the first video
   */
  void read(
      Dataset<Row> rows, ProgressLine progress, StopNotice stop, Runnable computed, Videos videos) {
    Dataset<CountedTrack> tracks;
    VideoNames names;
    try (ProgressLine shown = progress) {
      stop.first(shown::close);
      tracks =
          TrackTable.events(tracks(rows), lines, provenance != null)
              .persist(StorageLevel.DISK_ONLY());
      MapFunction<CountedTrack, String> video = CountedTrack::video;
      names = VideoNames.of(tracks.map(video, Encoders.STRING()).distinct().collectAsList());
    }
    computed.run();
    VideoTracks.of(tracks.toLocalIterator())
        .forEachRemaining(
            one -> {
              TrackedVideo video = one.video(names.of(one.address()), zone);
              if (provenance != null) {
                provenance.put(video.name(), one.any().provenance());
              }
              videos.add(video, layout -> one.events());
            });
  }

  private Dataset<Row> tracks(Dataset<Row> rows) {
    if (!TableInput.isOfTracks(rows)) {
      ConfidenceAdvice.of(rows.schema(), settings)
          .ifPresent(advice -> Warnings.say(advice, command));
      return Tracks.withEmptyFrames(rows, settings, provenance != null);
    }
    if (!tracking.isEmpty()) {
      throw new OptionException(
          "%s is for detections, and the table has tracks already: leave it out"
              .formatted(String.join(", ", tracking)));
    }
    return rows;
  }
}
