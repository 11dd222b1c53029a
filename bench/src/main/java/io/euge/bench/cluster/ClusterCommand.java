package io.euge.bench.cluster;

import io.euge.OptionException;
import io.euge.bench.cluster.ClusterExperiment.Workload;
import io.euge.bench.measurement.Counts;
import io.euge.bench.report.ExperimentOutput;
import io.euge.bench.report.Fingerprint;
import io.euge.bench.report.PointOptions;
import io.euge.bench.report.ResultLines;
import io.euge.cli.console.ErrorHandler;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.device.Device;
import io.euge.device.placement.Policy;
import io.euge.file.ScratchFolder;
import io.euge.file.Sha256;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code euge bench cluster}: measures Spark jobs whose executors share GPUs. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    footer =
        "  euge bench cluster --model yolo-fastest-1.1-xl --video road.mp4 --minutes 30 --points points.jsonl",
    description = {
      "Measures 'euge detect' on a standalone cluster of this host: one job and several at once on a"
          + " GPU, one copy of the model against a copy for each task, turns against MPS, and on"
          + " several GPUs the policies of placement against Spark's own assignment.",
      "Each point starts a Master, a Worker and the jobs as processes of their own, and checks the"
          + " rows of the tables."
    })
public final class ClusterCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--device",
      defaultValue = "cuda",
      paramLabel = "DEVICE",
      description = "cuda, sim or cpu (default: ${DEFAULT-VALUE}).")
  private String device;

  @Option(
      names = "--sim",
      defaultValue = "t4",
      paramLabel = "NAME|FILE",
      description =
          "The type of simulated GPUs, t4, a10 or h100, or a file of parameters (default:"
              + " ${DEFAULT-VALUE}).")
  private String simulation;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "ID|FILE",
      description = "The network, as for euge detect.")
  private String model;

  @Option(
      names = "--video",
      required = true,
      paramLabel = "FILE",
      description = "A video; each job reads all of it several times.")
  private Path video;

  @Option(
      names = "--copies",
      paramLabel = "N",
      defaultValue = "32",
      description = "How many times a job reads the video (default: ${DEFAULT-VALUE}).")
  private int copies;

  @Option(
      names = "--every",
      paramLabel = "N",
      defaultValue = "1",
      description = "Take every Nth frame (default: ${DEFAULT-VALUE}).")
  private int every;

  @Option(
      names = "--executors",
      split = ",",
      hideParamSyntax = true,
      defaultValue = "1,2,4",
      paramLabel = "N,...",
      description = "Executors of a job on one GPU (default: ${DEFAULT-VALUE}).")
  private List<Integer> executors;

  @Option(
      names = "--tasks",
      split = ",",
      hideParamSyntax = true,
      defaultValue = "1,2,4",
      paramLabel = "N,...",
      description =
          "Concurrent tasks of an executor, and of each GPU where an executor has several"
              + " (default: ${DEFAULT-VALUE}).")
  private List<Integer> tasks;

  @Option(
      names = "--jobs",
      split = ",",
      hideParamSyntax = true,
      defaultValue = "1,2",
      paramLabel = "N,...",
      description = "Concurrent jobs on one GPU (default: ${DEFAULT-VALUE}).")
  private List<Integer> jobs;

  @Option(
      names = "--gpus",
      split = ",",
      hideParamSyntax = true,
      defaultValue = "1,2,4",
      paramLabel = "N,...",
      description =
          "Numbers of GPUs; those above the number of the host are left out (default:"
              + " ${DEFAULT-VALUE}).")
  private List<Integer> gpus;

  @Option(
      names = "--policies",
      split = ",",
      hideParamSyntax = true,
      defaultValue = "spark,least-loaded,round-robin",
      paramLabel = "POLICY,...",
      description = "How tasks get one of several GPUs (default: ${DEFAULT-VALUE}).")
  private List<String> policies;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      description = "Rounds over all points (default: ${DEFAULT-VALUE}).")
  private int repeat;

  @Option(
      names = "--limit",
      paramLabel = "S",
      defaultValue = "900",
      description =
          "Seconds after which the jobs of a point are ended (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "A setting of Spark or Euge for all jobs; may be given several times.")
  private List<String> conf = List.of();

  @Mixin private PointOptions pointOptions;
  @Mixin private ExperimentOutput output;

  @Override
  public Integer call() throws Exception {
    check();
    OptionException.checkAll(pointOptions::check, output::check);
    long end = pointOptions.end();
    PrintWriter out = spec.commandLine().getOut();
    try (ScratchFolder scratch = ScratchFolder.temporary("euge-cluster")) {
      ClusterTarget target =
          ClusterTarget.of(device, simulation, Collections.max(gpus), scratch.path());
      Workload workload = workload(scratch);
      ClusterPlan plan =
          new ClusterPlan(
              target.counts(gpus),
              jobs,
              executors,
              tasks,
              policies.stream().map(ClusterCommand::policy).toList(),
              target.hasMps());
      ClusterSetting setting =
          new ClusterSetting(
              target.kind() == Device.Kind.SIM ? Fingerprint.of(simulation) : "",
              DetectionModels.standard().resolve(model).sha256(),
              Sha256.of(video));
      ResultLines<ClusterResult> measured =
          pointOptions.results(
              ClusterResult.class,
              one -> one.isOf(target.description(), workload.description(), setting),
              ClusterResult::isMeasured,
              spec.commandLine().getErr());
      ClusterExperiment experiment =
          new ClusterExperiment(target, workload, setting, scratch, Duration.ofSeconds(limit));
      out.println(ClusterTable.HEADER);
      for (int i = 1; i <= repeat; i++) {
        int round = i;
        for (ClusterPoint point : plan.points()) {
          if (System.nanoTime() > end) {
            break;
          }
          if (measured.results().stream().noneMatch(one -> one.isOf(round, point))) {
            ClusterResult result = experiment.measure(point, round);
            measured.add(result);
            out.println(ClusterTable.line(result));
            out.flush();
          }
        }
      }
      ClusterSummary summary =
          new ClusterSummary(target.description(), workload.description(), measured.results());
      output.write(summary, summary.text(), folder -> ClusterReport.write(summary, folder));
      return summary.isRight() ? 0 : ErrorHandler.FAILED;
    }
  }

  private static Policy policy(String text) {
    return Arrays.stream(Policy.values())
        .filter(policy -> policy.toString().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new OptionException(
                    "--policies has '%s': give spark, least-loaded or round-robin"
                        .formatted(text)));
  }

  private void check() {
    Counts.check("--copies", copies);
    Counts.check("--every", every);
    Counts.check("--executors", executors);
    Counts.check("--tasks", tasks);
    Counts.check("--jobs", jobs);
    Counts.check("--gpus", gpus);
    Counts.check("--repeat", repeat);
    Counts.check("--limit", limit, 100_000);
    conf.stream()
        .filter(setting -> setting.indexOf('=') < 1)
        .findFirst()
        .ifPresent(
            setting -> {
              throw new OptionException("--conf is '%s': give KEY=VALUE".formatted(setting));
            });
  }

  /** Creates several names of the video for each job to read. */
  private Workload workload(ScratchFolder scratch) throws IOException {
    if (!Files.exists(video)) {
      throw new OptionException(
          "--video is %s, which does not exist: give a video".formatted(video));
    }
    Path videos = Files.createDirectory(scratch.path().resolve("videos"));
    for (int i = 0; i < copies; i++) {
      Files.createSymbolicLink(
          videos.resolve(String.format(Locale.ROOT, "%04d-%s", i, video.getFileName())),
          video.toRealPath());
    }
    String others = conf.isEmpty() ? "" : ", " + String.join(", ", conf);
    return new Workload(
        "%s, %d x %s, every %d%s"
            .formatted(Path.of(model).getFileName(), copies, video.getFileName(), every, others),
        List.of("detect", videos.toString(), "--model", model, "--every", Integer.toString(every)),
        conf);
  }
}
