package io.euge.cli.detect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.EugeException;
import io.euge.cli.checkpoint.Checkpoint;
import io.euge.cli.checkpoint.CheckpointArguments;
import io.euge.cli.checkpoint.CheckpointProgress;
import io.euge.cli.job.ProgressLine;
import io.euge.cli.job.StopNotice;
import io.euge.file.IoReason;
import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.OnError;
import io.euge.spark.conf.ReaderOptions;
import io.euge.spark.conf.StreamSettings;
import io.euge.spark.errors.VideoError;
import io.euge.spark.errors.VideoErrors;
import io.euge.spark.metrics.ScanProgressListener;
import io.euge.spark.provenance.Provenance;
import io.euge.spark.sink.CommittedFormat;
import io.euge.spark.sink.CommittedTable;
import io.euge.spark.sink.Partitioning;
import io.euge.spark.sink.TableTotals;
import io.euge.spark.source.DetectionMetadata;
import io.euge.spark.storage.FullDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamReader;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/**
 * Runs detection on all videos that are not complete yet, and appends the rows to a table batch by
 * batch.
 *
 * @param options of the reader as given by the user
 * @param output the table; null for one in the checkpoint
 * @param format of the table
 */
public record CheckpointedDetection(
    List<String> inputs,
    Map<ConfigEntry<?>, String> options,
    CheckpointArguments arguments,
    String output,
    CommittedFormat format,
    Partitioning partitioning) {
  /** Long enough that the idle cores at the end of a batch hardly matter. */
  private static final int SECONDS_PER_TASK = 900;

  /**
   * The result of a run.
   *
   * @param before totals of the table when the run started, possibly in an earlier process
   * @param after current totals
   * @param resumed totals when this process started
   * @param videos number of videos found in all runs
   * @param unsettled a sentence about files that are left for the next run; empty if there are none
   */
  public record Result(
      TableTotals before,
      TableTotals after,
      TableTotals resumed,
      long videos,
      Optional<String> unsettled) {
    /** Returns whether there were errors of the input since the last complete run. */
    public boolean isBad() {
      return after.errors() > before.errors();
    }
  }

  /** Returns whether a table of errors is written. */
  boolean recordsErrors(SparkSession spark) {
    return DetectionArguments.errors(options, spark).onError() == OnError.RECORD;
  }

  /**
   * Runs until all videos are complete.
   *
   * @param use computes results from the detections before the run ends
   * @throws EugeException if the checkpoint or the output belongs to another job, or the job fails
   */
  Result run(
      SparkSession spark,
      VideoErrors errors,
      ScanProgressListener watch,
      StopNotice stop,
      KeptDetections.Use use)
      throws Exception {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    Provenance provenance = DetectionArguments.provenance(options, spark);
    StreamSettings finding = finding(spark);
    try (Checkpoint checkpoint =
        Checkpoint.open(
            arguments.directory(),
            provenance,
            output,
            format,
            partitioning.columns(),
            columns(spark),
            hadoop)) {
      CommittedTable table = open(checkpoint, errors, hadoop);
      TableTotals resumed = table.totals();
      TableTotals before =
          checkpoint.begin(
              inputs(hadoop), finding.settle().toMillis(), finding.maxFileAgeMillis(), resumed);
      Dataset<Row> rows = reader(spark, errors).load();
      try (ProgressLine progress =
          ProgressLine.start(
              watch,
              () -> badVideos(table.totals(), errors.list()),
              DetectionCounter.frames(resumed.counts()))) {
        stop.first(progress::close);
        detect(rows, checkpoint, table, provenance);
      }
      CheckpointProgress progress = checkpoint.progress();
      requireFewBad(progress, table.totals(), spark);
      use.of(new KeptDetections(checkpoint, spark, rows.schema()));
      checkpoint.finish();
      return new Result(
          before, table.totals(), resumed, progress.videos(), progress.unsettledNotice());
    }
  }

  /** Returns settings that change the columns of the table, or the directories of its rows. */
  private SortedMap<String, String> columns(SparkSession spark) {
    SortedMap<String, String> settings = new TreeMap<>();
    boolean provenance = DetectionArguments.addsProvenance(options, spark);
    settings.put("--" + ReaderOptions.PROVENANCE.name(), String.valueOf(provenance));
    if (partitioning.hasDays()) {
      String zone = DetectionArguments.SESSION_TIME_ZONE;
      settings.put(zone, spark.conf().get(zone));
    }
    return settings;
  }

  /** Returns the number of corrupt videos of the committed batches and of the current one. */
  static int badVideos(TableTotals committed, List<VideoError> current) {
    Set<String> bad = new HashSet<>(committed.badVideos());
    current.forEach(error -> bad.add(error.video()));
    return bad.size();
  }

  private void requireFewBad(CheckpointProgress progress, TableTotals totals, SparkSession spark) {
    DetectionArguments.errors(options, spark)
        .checkFraction(totals.badVideos().size(), progress.videos(), totals.firstErrors());
  }

  private CommittedTable open(Checkpoint checkpoint, VideoErrors errors, Configuration hadoop) {
    try {
      return CommittedTable.open(
          checkpoint.table(),
          checkpoint.id(),
          format,
          partitioning,
          new DetectionCounter(),
          errors,
          hadoop);
    } catch (IOException e) {
      throw new EugeException(
          "Cannot write to the output %s: %s; make it writable, or free space there"
              .formatted(output == null ? checkpoint.table() : output, IoReason.of(e)),
          e);
    }
  }

  private void detect(
      Dataset<Row> stream, Checkpoint checkpoint, CommittedTable table, Provenance provenance)
      throws Exception {
    DetectionMetadata metadata = DetectionArguments.metadata(options, stream.sparkSession());
    VoidFunction2<Dataset<Row>, Long> sink =
        (rows, batch) -> table.call(metadata.record(rows, provenance), batch);
    try {
      stream
          .writeStream()
          .option("checkpointLocation", checkpoint.directory().toString())
          .trigger(Trigger.AvailableNow())
          .foreachBatch(sink)
          .start()
          .awaitTermination();
    } catch (StreamingQueryException e) { // Its message has many lines.
      throw failure(e.getCause() instanceof Exception cause ? cause : e);
    } catch (FSError e) {
      throw failure(FullDisk.exception(e));
    }
  }

  /**
   * Returns the error for a failure of the stream. Errors of the table already state that the disk
   * is full.
   */
  private Exception failure(Exception failure) {
    return FullDisk.reason(failure)
        .<Exception>map(
            full ->
                new EugeException(
                    "Cannot write to the checkpoint %s: %s; free space there, then give the same command again"
                        .formatted(arguments.directory(), full),
                    failure))
        .orElse(failure);
  }

  private DataStreamReader reader(SparkSession spark, VideoErrors errors)
      throws JsonProcessingException {
    DataStreamReader reader = errors.collectFrom(spark.readStream().format("detections"));
    int tasks = spark.sparkContext().defaultParallelism();
    reader.option(
        StreamSettings.MAX_SECONDS.name(),
        spark
            .conf()
            .get(StreamSettings.MAX_SECONDS.key(), String.valueOf(SECONDS_PER_TASK * tasks)));
    DetectionArguments.readerOptions(options, spark).forEach(reader::option);
    arguments.stream().forEach((option, value) -> reader.option(option.name(), value));
    // The format in which DataFrameReader passes several paths.
    return reader.option("paths", new ObjectMapper().writeValueAsString(inputs));
  }

  /**
   * Returns the inputs as absolute paths, so that a later run may have another working directory.
   */
  private List<String> inputs(Configuration hadoop) throws IOException {
    List<String> all = new ArrayList<>();
    for (String input : inputs) {
      Path path = new Path(input);
      all.add(path.getFileSystem(hadoop).makeQualified(path).toString());
    }
    return all;
  }

  /** Returns the settings by which the stream finds videos. */
  private StreamSettings finding(SparkSession spark) {
    Map<ConfigEntry<?>, String> given = new HashMap<>(options);
    given.putAll(arguments.stream());
    return DetectionArguments.stream(given, spark);
  }
}
