package io.euge.cli;

import java.util.List;
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

/** {@code euge detect}: the Spark job that writes what is in the frames of many videos. */
@Command(
    name = "detect",
    mixinStandardHelpOptions = true,
    modelTransformer = DetectionArguments.class,
    description = "Detects objects in every frame of the videos and writes them as a table.")
final class DetectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "INPUT",
      description = "Videos, directories of videos (with all below them) or globs.")
  private List<String> inputs;

  @Mixin private OutputArguments output;
  @Mixin private SparkOptions sparkOptions;

  @Override
  public Integer call() throws Exception {
    Output target = output.target();
    long start = System.nanoTime();
    ProgressLine.note("starting Spark");
    try (SparkSession spark = sparkOptions.start("euge detect")) {
      DataFrameReader reader = spark.read().format("detections");
      DetectionArguments.given(spec.commandLine().getParseResult())
          .forEach((option, value) -> reader.option(option.key(), value));
      Dataset<Row> frames = reader.load(inputs.toArray(String[]::new));
      JobWatch watch = new JobWatch();
      spark.sparkContext().addSparkListener(watch);
      Summary summary = new Summary();
      try (ProgressLine progress = ProgressLine.start(watch)) {
        target.write(summary.observe(frames));
      }
      summary.print(spec.commandLine().getOut(), watch, (System.nanoTime() - start) / 1e9);
      spec.commandLine().getOut().println("written to " + target.description());
      spec.commandLine().getOut().flush();
    }
    return 0;
  }
}
