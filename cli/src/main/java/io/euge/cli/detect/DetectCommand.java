package io.euge.cli.detect;

import io.euge.OptionException;
import io.euge.cli.checkpoint.CheckpointArguments;
import io.euge.cli.console.AvailableModels;
import io.euge.cli.console.ErrorHandler;
import io.euge.cli.console.Logging;
import io.euge.cli.console.Warnings;
import io.euge.cli.cost.CostSummary;
import io.euge.cli.cost.PriceArguments;
import io.euge.cli.job.OutputArguments;
import io.euge.cli.job.OutputTable;
import io.euge.cli.job.ProgressLine;
import io.euge.cli.job.SparkOptions;
import io.euge.cli.job.StopNotice;
import io.euge.cli.table.TableFormat;
import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.ReaderOptions;
import io.euge.spark.errors.VideoErrors;
import io.euge.spark.metrics.ScanProgressListener;
import io.euge.spark.recording.Recording;
import io.euge.spark.sink.CommittedFormat;
import io.euge.spark.storage.VideoFiles;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import scala.jdk.javaapi.CollectionConverters;

/** {@code euge detect}: runs the Spark job that writes the detections in videos. */
@Command(
    name = "detect",
    mixinStandardHelpOptions = true,
    footer = "  euge detect recordings --model yolo-fastest-1.1 --fps 5 --output detections",
    modelTransformer = DetectionArguments.class,
    description = "Detects objects in every frame of the videos and writes them as a table.")
public final class DetectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "INPUT",
      description = "Videos, directories of videos (with all below them) or globs.")
  private List<String> inputs;

  @Mixin private OutputArguments output;
  @Mixin private CheckpointArguments checkpoint;
  @Mixin private SparkOptions sparkOptions;
  @Mixin private PriceArguments price;

  @Override
  public Integer call() throws Exception {
    Map<ConfigEntry<?>, String> given =
        DetectionArguments.given(spec.commandLine().getParseResult());
    OptionException.checkAll(
        this::checkCheckpoint,
        () -> DetectionCheck.check(given, sparkOptions.settings()),
        price::check);
    EngineCheck.check(given, sparkOptions);
    OutputTable target = output.target();
    AvailableModels.requirePulled(given.get(ReaderOptions.MODEL));
    committed(target).requireLibrary();
    sparkOptions.needs(committed(target).sparkSettings());
    if (checkpoint.isGiven()) {
      return runFromCheckpoint(given, target);
    }
    long start = System.nanoTime();
    ProgressLine.note("starting Spark");
    try (StopNotice stop = StopNotice.of(target.output());
        SparkSession spark = sparkOptions.start("euge detect");
        VideoErrors errors = VideoErrors.collect(spark)) {
      DataFrameReader reader = DetectionArguments.reader(given, spark, errors);
      Dataset<Row> frames =
          DetectionArguments.recorded(load(reader, target.format(), given), given);
      ScanProgressListener watch = new ScanProgressListener();
      spark.sparkContext().addSparkListener(watch);
      DetectionSummary summary = new DetectionSummary(Logging.isVerbose());
      boolean recorded;
      try (ProgressLine progress = ProgressLine.start(watch, errors)) {
        stop.first(progress::close);
        recorded = target.write(summary.observe(frames), errors::complete, stop);
      }
      PrintWriter out = spec.commandLine().getOut();
      double seconds = (System.nanoTime() - start) / 1e9;
      summary.print(out, watch, seconds);
      CostSummary.print(out, watch, seconds, spark, price.price());
      if (watch.seconds() >= CostSummary.LEAST_SECONDS) {
        EngineAdvice.of(given, CollectionConverters.asJava(spark.conf().getAll()))
            .ifPresent(out::println);
      }
      out.println("written to " + target.description());
      out.flush();
      advise(given, summary, spark);
      BadInputSummary.print(out, errors, recorded, target.errors());
      out.flush();
      return errors.count() == 0 ? 0 : ErrorHandler.BAD_INPUT;
    }
  }

  private static CommittedFormat committed(OutputTable target) {
    return target.format() == TableFormat.DELTA ? CommittedFormat.DELTA : CommittedFormat.PARQUET;
  }

  private void checkCheckpoint() {
    checkpoint.check();
    OutputTable target = output.target();
    if (checkpoint.isGiven()) {
      CheckpointArguments.checkGrowing(target);
    }
  }

  private int runFromCheckpoint(Map<ConfigEntry<?>, String> given, OutputTable target)
      throws Exception {
    return new CheckpointCommand(spec, sparkOptions, price)
        .run(
            new CheckpointedDetection(
                inputs,
                given,
                checkpoint,
                target.output(),
                committed(target),
                target.partitioning()),
            new CheckpointCommand.Output() {
              @Override
              public void compute(KeptDetections detections, StopNotice stop) {
                // The detections themselves are the result.
              }

              @Override
              public void print(PrintWriter out) {
                out.println("written to " + target.description());
              }

              @Override
              public String errors() {
                return target.errors();
              }
            });
  }

  private Dataset<Row> load(
      DataFrameReader reader, TableFormat format, Map<ConfigEntry<?>, String> given) {
    String[] videos = inputs.toArray(String[]::new);
    boolean chosen = given.containsKey(ReaderOptions.PROVENANCE);
    if (!format.isTyped() && !chosen) { // Text formats would repeat the metadata in each line.
      reader.option(ReaderOptions.PROVENANCE.name(), false);
    }
    Dataset<Row> frames = reader.load(videos);
    Optional<String> notice =
        format == TableFormat.CSV ? BoxesOnly.notice(frames.schema()) : Optional.empty();
    if (notice.isEmpty()) {
      return frames;
    }
    Warnings.say(notice.get(), spec);
    return reader.schema(BoxesOnly.of(frames.schema())).load(videos);
  }

  private void advise(
      Map<ConfigEntry<?>, String> given, DetectionSummary summary, SparkSession spark)
      throws InterruptedException {
    if (!given.containsKey(ReaderOptions.CLASSES)) {
      ClassesAdvice.of(summary.labels()).ifPresent(advice -> Warnings.say(advice, spec));
    }
    if (DemoModel.is(given.get(ReaderOptions.MODEL))) {
      List<Recording> videos = new VideoFiles(spark.sessionState().newHadoopConf()).list(inputs);
      DemoModel.warning(videos.stream().map(Recording::path).toList())
          .ifPresent(warning -> Warnings.say(warning, spec));
    }
  }
}
