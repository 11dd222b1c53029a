package io.euge.cli.tune;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.cli.console.AvailableModels;
import io.euge.cli.console.HelpSections;
import io.euge.cli.console.Json;
import io.euge.cli.console.StatusLine;
import io.euge.cli.cost.ClusterSize;
import io.euge.cli.cost.PriceArguments;
import io.euge.cli.detect.DetectionArguments;
import io.euge.cli.detect.DetectionCheck;
import io.euge.cli.detect.EngineCheck;
import io.euge.cli.job.SparkOptions;
import io.euge.cli.plan.ClusterArguments;
import io.euge.cli.plan.ClusterProposal;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuInventory;
import io.euge.file.ScratchFolder;
import io.euge.model.Model;
import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.EngineEntries;
import io.euge.spark.conf.GpuSettings;
import io.euge.spark.conf.ReaderOptions;
import io.euge.video.decode.VideoReader;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code euge tune}: measures short jobs on this machine, proposes settings and predicts the
 * duration of a job.
 */
@Command(
    name = "tune",
    mixinStandardHelpOptions = true,
    footer = "  euge tune day.mp4 --model yolo-fastest-1.1 --fps 5 --hours 200",
    modelTransformer = DetectionArguments.class,
    description =
        "Measures on this machine what a job's parts take, proposes settings for a cluster of such"
            + " machines and predicts how long a job takes there.")
public final class TuneCommand implements Callable<Integer> {
  private static final double MOST_HOURS = 1e9;
  private static final double MOST_SECONDS = 600;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "VIDEO",
      description = "A local video such as those of the job; its first seconds are used.")
  private Path video;

  @Option(
      names = "--hours",
      order = HelpSections.INPUT,
      paramLabel = "N",
      defaultValue = "1",
      description = "Hours of video that the job will read (default: ${DEFAULT-VALUE}).")
  private double hours;

  @Option(
      names = "--seconds",
      order = HelpSections.TUNING,
      paramLabel = "S",
      defaultValue = "3",
      description = "How long each measurement takes, about (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--json",
      order = HelpSections.OUTPUT,
      description = "One line of JSON; memory in bytes.")
  private boolean json;

  @Mixin private ClusterArguments cluster;
  @Mixin private PriceArguments price;
  @Mixin private SparkOptions sparkOptions;

  @Override
  public Integer call() throws Exception {
    Map<ConfigEntry<?>, String> given =
        DetectionArguments.given(spec.commandLine().getParseResult());
    OptionException.checkAll(
        () -> requireAbove("--hours", hours, MOST_HOURS),
        () -> requireAbove("--seconds", seconds, MOST_SECONDS),
        this::requireLocal,
        cluster::check,
        price::check,
        () -> DetectionCheck.check(given, sparkOptions.settings()));
    EngineCheck.check(given, sparkOptions);
    String name = given.get(ReaderOptions.MODEL);
    AvailableModels.requirePulled(name);
    Model model =
        DetectionModels.standard()
            .resolve(name, DetectionCheck.described(spec.commandLine().getParseResult()));
    Measured measured = measure(given, length());
    TuneReport report = report(measured, model, given);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(report.fields()));
    } else {
      report.print(out);
    }
    out.flush();
    return 0;
  }

  private static void requireAbove(String option, double value, double most) {
    if (!(value > 0 && value <= most)) {
      throw new OptionException(
          "%s is %s: give a number above 0, at most %.0f".formatted(option, value, most));
    }
  }

  private void requireLocal() {
    if (!sparkOptions.isLocal()) {
      throw new OptionException(
          "--master is not local, and this command measures one machine: run it on a machine of "
              + "the cluster, with local[N] for executors of N cores");
    }
  }

  private double length() {
    double length = VideoReader.probe(video).seconds();
    if (!(length > 0)) {
      throw new EugeException(
          "The length of the video %s is not known: give one whose container declares it"
              .formatted(video));
    }
    return length;
  }

  private Measured measure(Map<ConfigEntry<?>, String> given, double length) throws Exception {
    StatusLine.print("starting Spark");
    long start = System.nanoTime();
    try (ScratchFolder scratch = ScratchFolder.temporary("euge-tune");
        SparkSession spark = sparkOptions.start("euge tune")) {
      double sparkSeconds = (System.nanoTime() - start) / 1e9;
      return new Measurement(
              ClusterSize.of(spark).cores(),
              length,
              seconds,
              number(ReaderOptions.BATCH, given, 0),
              number(ReaderOptions.PREFETCH, given, -1))
          .run(new MeasuringJob(spark, given, video, scratch), sparkSeconds);
    }
  }

  /** Returns the value of an option; {@code otherwise} if it is to be chosen. */
  private int number(
      ConfigEntry<Integer> option, Map<ConfigEntry<?>, String> given, int otherwise) {
    String text = given.getOrDefault(option, sparkOptions.settings().get(option.key()));
    int value = text == null ? ReaderOptions.AUTO : option.parse(text);
    return value == ReaderOptions.AUTO ? otherwise : value;
  }

  /** Returns the given length of segments; empty if it is to be chosen. */
  private Optional<String> segmentSeconds(Map<ConfigEntry<?>, String> given) {
    ConfigEntry<?> option = ReaderOptions.SEGMENT_SECONDS;
    return Optional.ofNullable(
            given.getOrDefault(option, sparkOptions.settings().get(option.key())))
        .filter(text -> !text.equalsIgnoreCase("auto"));
  }

  private TuneReport report(Measured measured, Model model, Map<ConfigEntry<?>, String> given) {
    describeThisMachine(measured.onGpu());
    ClusterProposal proposal = ClusterProposal.of(cluster, model);
    if (measured.onGpu() != proposal.gpus() > 0) {
      throw new OptionException(
          measured.onGpu()
              ? "A GPU ran the model, and the cluster has none: give --gpus-per-node and --gpu-memory, or --device cpu"
              : "--gpus-per-node is given, and the CPU ran the model: give --device cuda on a machine with a GPU, or leave it out");
    }
    double all = 3600 * hours;
    TaskCost best = measured.best();
    String segment =
        segmentSeconds(given)
            .orElseGet(
                () ->
                    Long.toString(
                        Math.round(
                            SegmentChoice.seconds(
                                best, all, proposal.executors() * proposal.tasks()))));
    double length = Double.parseDouble(segment);
    return new TuneReport(
        model.name(),
        video.getFileName().toString(),
        measured,
        proposal,
        conf(proposal, best, segment, given),
        new Prediction(
            measured,
            all,
            length > 0 ? length : measured.video(),
            proposal.executors(),
            proposal.tasks(),
            proposal.gpus()),
        price.price());
  }

  /** Uses this machine's properties for values of the cluster that were not given. */
  private void describeThisMachine(boolean onGpu) {
    long memory =
        ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getTotalMemorySize();
    List<Gpu> gpus = onGpu && !cluster.describesGpus() ? inventory().query().gpus() : List.of();
    cluster.assume(
        Runtime.getRuntime().availableProcessors(),
        memory,
        gpus.size(),
        gpus.stream().flatMapToLong(gpu -> gpu.memoryTotal().stream()).min().orElse(0));
  }

  private GpuInventory inventory() {
    SparkConf conf = new SparkConf(false);
    sparkOptions.settings().forEach(conf::set);
    return GpuSettings.of(conf).inventory();
  }

  private static Map<String, String> conf(
      ClusterProposal proposal, TaskCost best, String segment, Map<ConfigEntry<?>, String> given) {
    Map<String, String> conf = new LinkedHashMap<>(proposal.conf());
    conf.put(ReaderOptions.BATCH.key(), Integer.toString(best.batch()));
    conf.put(ReaderOptions.PREFETCH.key(), Integer.toString(best.prefetch()));
    conf.put(ReaderOptions.SEGMENT_SECONDS.key(), segment);
    for (ConfigEntry<?> entry : List.of(EngineEntries.ENGINE, EngineEntries.PRECISION)) {
      if (given.containsKey(entry)) {
        conf.put(entry.key(), given.get(entry));
      }
    }
    return conf;
  }
}
