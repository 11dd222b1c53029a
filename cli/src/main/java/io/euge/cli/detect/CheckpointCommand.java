package io.euge.cli.detect;

import io.euge.cli.checkpoint.CheckpointArguments;
import io.euge.cli.console.ErrorHandler;
import io.euge.cli.console.Warnings;
import io.euge.cli.cost.CostSummary;
import io.euge.cli.cost.PriceArguments;
import io.euge.cli.job.ProgressLine;
import io.euge.cli.job.SparkOptions;
import io.euge.cli.job.StopNotice;
import io.euge.spark.errors.VideoErrors;
import io.euge.spark.metrics.ScanProgressListener;
import java.io.PrintWriter;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Runs a command with a checkpoint: starts Spark, runs detection batch by batch, computes the
 * output and prints a summary.
 *
 * @param command provides its name and its output
 */
public record CheckpointCommand(
    CommandSpec command, SparkOptions sparkOptions, PriceArguments price) {
  /** The output that is computed from the detections of all batches. */
  public interface Output {
    /** Computes and writes the output. */
    void compute(KeptDetections detections, StopNotice stop) throws Exception;

    /** Prints what was written, after the summary of the detections. */
    void print(PrintWriter out) throws Exception;

    /** Returns the path of the table of errors; empty if there is none. */
    String errors();
  }

  /** Runs until all videos are complete and returns the exit code. */
  public int run(CheckpointedDetection detection, Output output) throws Exception {
    long start = System.nanoTime();
    ProgressLine.note("starting Spark");
    try (StopNotice stop = StopNotice.saying(CheckpointArguments.KEPT);
        SparkSession spark = sparkOptions.start("euge " + command.name());
        VideoErrors errors = VideoErrors.collect(spark)) {
      ScanProgressListener watch = new ScanProgressListener();
      spark.sparkContext().addSparkListener(watch);
      CheckpointedDetection.Result found =
          detection.run(spark, errors, watch, stop, detections -> output.compute(detections, stop));
      PrintWriter out = command.commandLine().getOut();
      double seconds = (System.nanoTime() - start) / 1e9;
      CheckpointSummary.print(out, found, watch, seconds);
      CostSummary.print(out, watch, seconds, spark, price.price());
      output.print(out);
      boolean recorded = !output.errors().isEmpty() && detection.recordsErrors(spark);
      CheckpointSummary.printBad(out, found, output.errors(), recorded);
      out.flush();
      found.unsettled().ifPresent(notice -> Warnings.say(notice, command));
      return found.isBad() ? ErrorHandler.BAD_INPUT : 0;
    }
  }
}
