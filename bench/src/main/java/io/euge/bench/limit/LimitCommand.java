package io.euge.bench.limit;

import io.euge.TimeAccount;
import io.euge.bench.measurement.Counts;
import io.euge.bench.measurement.Rounds;
import io.euge.bench.measurement.Samples;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.model.Model;
import io.euge.spark.executor.ExecutorModels;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code euge bench limit}: compares the speed of a job with the limits set by its parts. */
@Command(
    name = "limit",
    mixinStandardHelpOptions = true,
    footer = "  euge bench limit --model yolov3.onnx --video road.mp4",
    description = {
      "Measures inference alone, decoding and scaling alone, both together as a task does them, and"
          + " the Spark job, in one process and in interleaved rounds.",
      "Prints the rates, and the latter two as a part of the additive bound"
          + " 1/(1/inference + 1/decoding); what a task spends its time on, and what it costs to"
          + " account for that and to collect the metrics."
    })
public final class LimitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "ID|FILE",
      description = "An .onnx file made by 'euge models import', or a Darknet .cfg file.")
  private String model;

  @Option(
      names = "--video",
      required = true,
      paramLabel = "FILE",
      description = "A video; each pass reads all of it.")
  private Path video;

  @Option(names = "--json", description = "Print the result as JSON, with every round.")
  private boolean json;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Tasks that run at once (default: the number of cores).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "5",
      description = "Rounds that count, after one that does not (default: ${DEFAULT-VALUE}).")
  private int repeat;

  @Option(
      names = "--passes",
      paramLabel = "N",
      defaultValue = "2",
      description = "Videos that each thread of the Spark job reads (default: ${DEFAULT-VALUE}).")
  private int passes;

  @Override
  public Integer call() throws Exception {
    Counts.check("--threads", threads);
    Counts.check("--repeat", repeat);
    Counts.check("--passes", passes);
    Model resolved = DetectionModels.standard().resolve(model);
    LimitResult result = measure(resolved);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? result.json() : result.text());
    out.flush();
    return 0;
  }

  private LimitResult measure(Model resolved) throws Exception {
    List<Integer> counts = IntStream.of(1, threads).distinct().boxed().toList();
    long frames = TaskParts.frames(resolved, video);
    try (SparkJob job = new SparkJob(model, video, threads, threads * passes, frames)) {
      // This is the registry that the job's tasks lease from, so that all parts run on one session.
      TaskParts parts =
          new TaskParts(ExecutorModels.ofThisProcess().registry(), resolved, video, frames);
      Rounds rounds = new Rounds();
      for (int count : counts) {
        rounds.with("inference " + count, () -> parts.inference(count));
        rounds.with("decoding " + count, () -> parts.decoding(count));
        rounds.with("together " + count, () -> parts.together(count));
      }
      rounds.with("spark " + threads, job::run);
      Map<String, Samples> samples = rounds.run(repeat);
      TimeAccount task = parts.account();
      return new LimitResult(
          resolved.name(),
          video.getFileName().toString(),
          frames,
          repeat,
          threads * passes,
          counts.stream().map(count -> LimitResult.Row.of(samples, count)).toList(),
          new Account(
              task,
              ClockCost.of(task),
              MetricsCost.of(task, frames, ExecutorModels.ofThisProcess().registry()),
              job.times(),
              frames));
    }
  }
}
