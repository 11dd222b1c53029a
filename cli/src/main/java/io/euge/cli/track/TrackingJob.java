package io.euge.cli.track;

import io.euge.cli.checkpoint.CheckpointArguments;
import io.euge.cli.console.ErrorHandler;
import io.euge.cli.console.Warnings;
import io.euge.cli.cost.CostSummary;
import io.euge.cli.cost.PriceArguments;
import io.euge.cli.detect.BadInputSummary;
import io.euge.cli.detect.CheckpointCommand;
import io.euge.cli.detect.KeptDetections;
import io.euge.cli.job.ProgressLine;
import io.euge.cli.job.SparkOptions;
import io.euge.cli.job.StopNotice;
import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.errors.VideoErrors;
import io.euge.spark.metrics.ScanProgressListener;
import io.euge.spark.storage.VideoFiles;
import io.euge.spark.tracking.TrackSettings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Model.CommandSpec;

/** Tracks a table of detections, or videos, with Spark. */
final class TrackingJob {
  private final CommandSpec command;
  private final SparkOptions sparkOptions;
  private final PriceArguments price;
  private final TrackSettings settings;
  private final TrackTarget target;

  TrackingJob(
      CommandSpec command,
      SparkOptions sparkOptions,
      PriceArguments price,
      TrackSettings settings,
      TrackTarget target) {
    this.command = command;
    this.sparkOptions = sparkOptions;
    this.price = price;
    this.settings = settings;
    this.target = target;
  }

  /** The source of the detections. */
  private interface Source {
    Dataset<Row> open(SparkSession spark, VideoErrors errors);

    /** Returns the columns of the rows with the metadata of a table of them. */
    default StructType recorded(Dataset<Row> rows) {
      return rows.schema();
    }
  }

  /** Tracks a table and returns the exit code. */
  int runTable(String table) throws Exception {
    return run(
        (spark, errors) -> {
          Dataset<Row> detections = new TableInput(table).read(spark);
          if (target.isOfOneVideo() && !TableInput.isOfTracks(detections)) {
            target.requireRoom(detections.select("video").distinct().count());
          }
          ConfidenceAdvice.of(detections.schema(), settings)
              .ifPresent(advice -> Warnings.say(advice, command));
          return detections;
        });
  }

  /**
   * Runs detection on videos, tracks the objects and returns the exit code.
   *
   * @param given the options of the reader as given by the user
   */
  int runVideos(List<String> videos, Map<ConfigEntry<?>, String> given) throws Exception {
    VideoDetections source = VideoDetections.of(videos, given, sparkOptions);
    return run(
        new Source() {
          @Override
          public Dataset<Row> open(SparkSession spark, VideoErrors errors) {
            if (target.isOfOneVideo()) {
              Configuration hadoop = spark.sessionState().newHadoopConf();
              target.requireRoom(new VideoFiles(hadoop).list(videos).size());
            }
            return source.open(spark, errors);
          }

          @Override
          public StructType recorded(Dataset<Row> rows) {
            return source.recorded(rows);
          }
        });
  }

  /**
   * Runs detection on videos with a checkpoint, tracks all detections in it and returns the exit
   * code.
   *
   * @param given the options of the reader as given by the user
   */
  int runFromCheckpoint(
      List<String> videos, Map<ConfigEntry<?>, String> given, CheckpointArguments checkpoint)
      throws Exception {
    VideoDetections source = VideoDetections.of(videos, given, sparkOptions);
    TrackTarget place =
        checkpoint.mayReplace(target.output(), sparkOptions.hadoop()) ? target.replacing() : target;
    place.check(sparkOptions.hadoop());
    TrackSummary summary = new TrackSummary();
    return new CheckpointCommand(command, sparkOptions, price)
        .run(
            source.from(checkpoint),
            new CheckpointCommand.Output() {
              @Override
              public void compute(KeptDetections detections, StopNotice stop) throws Exception {
                track(detections, source.recorded(detections.rows()), place, summary, stop);
              }

              @Override
              public void print(PrintWriter out) throws InterruptedException {
                summary.print(out);
                out.println("written to " + place.description());
              }

              @Override
              public String errors() {
                return place.errors();
              }
            });
  }

  private void track(
      KeptDetections detections,
      StructType recorded,
      TrackTarget place,
      TrackSummary summary,
      StopNotice stop)
      throws Exception {
    Dataset<Row> rows = detections.rows();
    if (place.isOfOneVideo()) {
      place.requireRoom(rows.select("video").distinct().count());
    }
    ScanProgressListener watch = new ScanProgressListener();
    rows.sparkSession().sparkContext().addSparkListener(watch);
    place.check(sparkOptions.hadoop());
    detections.checkpoint().writes(place.output());
    try (ProgressLine progress = ProgressLine.start(watch)) {
      stop.first(progress::close);
      place.write(rows, recorded, settings, summary, spark -> detections.errors(), stop);
    }
  }

  private int run(Source source) throws Exception {
    long start = System.nanoTime();
    ProgressLine.note("starting Spark");
    try (StopNotice stop = StopNotice.of(target.output());
        SparkSession spark = sparkOptions.start("euge track");
        VideoErrors errors = VideoErrors.collect(spark)) {
      ScanProgressListener watch = new ScanProgressListener();
      Dataset<Row> detections = source.open(spark, errors);
      spark.sparkContext().addSparkListener(watch);
      TrackSummary summary = new TrackSummary();
      boolean recorded;
      try (ProgressLine progress = ProgressLine.start(watch, errors)) {
        stop.first(progress::close);
        recorded =
            target.write(
                detections, source.recorded(detections), settings, summary, errors::complete, stop);
      }
      PrintWriter out = command.commandLine().getOut();
      summary.print(out);
      CostSummary.print(out, watch, (System.nanoTime() - start) / 1e9, spark, price.price());
      out.println("written to " + target.description());
      BadInputSummary.print(out, errors, recorded, target.errors());
      out.flush();
      return errors.count() == 0 ? 0 : ErrorHandler.BAD_INPUT;
    }
  }
}
