package io.euge.cli.track;

import io.euge.OptionException;
import io.euge.cli.checkpoint.CheckpointArguments;
import io.euge.cli.console.AvailableModels;
import io.euge.cli.detect.CheckpointedDetection;
import io.euge.cli.detect.DetectionArguments;
import io.euge.cli.detect.DetectionCheck;
import io.euge.cli.detect.EngineCheck;
import io.euge.cli.job.SparkOptions;
import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.CropSettings;
import io.euge.spark.conf.ReaderOptions;
import io.euge.spark.errors.VideoErrors;
import io.euge.spark.sink.CommittedFormat;
import io.euge.spark.sink.Partitioning;
import io.euge.spark.tracking.TrackingDefaults;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/**
 * Videos on which detection runs before tracking.
 *
 * @param options of the reader, complete
 */
public record VideoDetections(List<String> videos, Map<ConfigEntry<?>, String> options) {
  /**
   * Completes and checks the options.
   *
   * @param given the options of the reader as given by the user
   * @throws OptionException if options are invalid
   */
  public static VideoDetections of(
      List<String> videos, Map<ConfigEntry<?>, String> given, SparkOptions sparkOptions) {
    Map<ConfigEntry<?>, String> options = complete(given, sparkOptions);
    DetectionCheck.check(options, sparkOptions.settings());
    EngineCheck.check(options, sparkOptions);
    if (options.containsKey(CropSettings.CROPS)) {
      throw new OptionException("--crops is given, and tracks have no crops: leave it out");
    }
    AvailableModels.requirePulled(options.get(ReaderOptions.MODEL));
    return new VideoDetections(videos, options);
  }

  /**
   * Checks the options before any input is read, so that they can be checked together with others.
   *
   * @param given the options of the reader as given by the user
   * @throws OptionException if options are invalid; not if no model is given
   */
  public static void check(Map<ConfigEntry<?>, String> given, SparkOptions sparkOptions) {
    if (given.containsKey(ReaderOptions.MODEL)) {
      DetectionCheck.check(complete(given, sparkOptions), sparkOptions.settings());
    }
  }

  private static Map<ConfigEntry<?>, String> complete(
      Map<ConfigEntry<?>, String> given, SparkOptions sparkOptions) {
    Map<String, String> conf = new HashMap<>();
    for (Tuple2<String, String> setting : new SparkConf().getAll()) { // those of spark-submit
      conf.put(setting._1(), setting._2());
    }
    conf.putAll(sparkOptions.settings());
    return TrackingDefaults.complete(given, conf);
  }

  /**
   * Rejects options that select detections if the detections already exist.
   *
   * @throws OptionException if there is one
   */
  public static void requireNone(Collection<ConfigEntry<?>> given) {
    if (!given.isEmpty()) {
      throw new OptionException(
          given.stream().map(option -> "--" + option.name()).collect(Collectors.joining(", "))
              + " is for videos: give --model too, or leave it out");
    }
  }

  /** Returns the job that runs detection batch by batch with a checkpoint. */
  public CheckpointedDetection from(CheckpointArguments checkpoint) {
    return new CheckpointedDetection(
        videos, options, checkpoint, null, CommittedFormat.PARQUET, Partitioning.NONE);
  }

  /** Returns the detections, which are computed when they are read. */
  public Dataset<Row> open(SparkSession spark, VideoErrors errors) {
    return DetectionArguments.reader(options, spark, errors).load(videos.toArray(String[]::new));
  }

  /** Returns the columns of the detections with the metadata that a table of them has. */
  StructType recorded(Dataset<Row> detections) {
    return DetectionArguments.recorded(detections, options).schema();
  }
}
