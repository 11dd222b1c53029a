package io.euge.bench.gpu;

import io.euge.OptionException;
import io.euge.Quantity;
import io.euge.bench.gpu.ParameterFit.ModelSize;
import io.euge.bench.measurement.Counts;
import io.euge.bench.network.DarknetPackage;
import io.euge.bench.report.ExperimentOutput;
import io.euge.bench.report.OutputPaths;
import io.euge.bench.report.PointOptions;
import io.euge.bench.report.ResultLines;
import io.euge.cli.console.ErrorHandler;
import io.euge.cli.doctor.CudaLibrariesOption;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.device.Device;
import io.euge.file.ScratchFolder;
import io.euge.model.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code euge bench gpu}: measures processes and tasks that share a GPU. */
@Command(
    name = "gpu",
    mixinStandardHelpOptions = true,
    footer = "  euge bench gpu --device cuda --minutes 8 --points points.jsonl",
    description = {
      "Measures processes and tasks that share a device: one copy of the model against a copy each,"
          + " turns against MPS, batches across tasks. Each point runs in processes of its own.",
      "Without --model: yolov3 and yolov3-tiny at 416x416 (Debian's package darknet), with"
          + " randomly initialized weights, and yolox-nano if it was pulled."
    })
public final class GpuCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--device",
      defaultValue = "cuda",
      paramLabel = "DEVICE",
      description = "cuda, cuda:N, sim or cpu (default: ${DEFAULT-VALUE}).")
  private String device;

  @Option(
      names = "--sim",
      defaultValue = "t4",
      paramLabel = "NAME|FILE",
      description =
          "The type of a simulated GPU, t4, a10 or h100, or a file of parameters (default:"
              + " ${DEFAULT-VALUE}).")
  private String simulation;

  @Option(
      names = "--model",
      paramLabel = "ID|FILE",
      description = "A model; may be given several times.")
  private List<String> names;

  @Option(
      names = "--networks",
      paramLabel = "DIR",
      description = "Where the cfg files of the package darknet are (default: its own directory).")
  private Path networks = DarknetPackage.CFG;

  @Option(
      names = "--tasks",
      defaultValue = "16",
      paramLabel = "N",
      description = "Most tasks of one process (default: ${DEFAULT-VALUE}).")
  private int tasks;

  @Option(
      names = "--processes",
      defaultValue = "8",
      paramLabel = "N",
      description = "Most processes (default: ${DEFAULT-VALUE}).")
  private int processes;

  @Option(
      names = "--batches",
      split = ",",
      hideParamSyntax = true,
      defaultValue = "8,32,2,16,4",
      paramLabel = "N,...",
      description = "Sizes of batches across tasks (default: ${DEFAULT-VALUE}).")
  private List<Integer> batches;

  @Option(
      names = "--cards",
      split = ",",
      hideParamSyntax = true,
      defaultValue = "8,16,24",
      paramLabel = "GIB,...",
      description =
          "Memory of cards to emulate on a larger GPU by limiting the copies of the model"
              + " (default: ${DEFAULT-VALUE}); larger cards than the GPU are left out.")
  private List<Integer> cards;

  @Option(
      names = "--small",
      split = ",",
      hideParamSyntax = true,
      defaultValue = "1,3,10,30,100",
      paramLabel = "N,...",
      description = "Frames of small tasks (default: ${DEFAULT-VALUE}).")
  private List<Integer> small;

  @Option(
      names = "--video",
      paramLabel = "FILE",
      description =
          "Also detect in frames of this video on the device and on the CPU, decode it on the GPU"
              + " and on the CPU, and compare.")
  private List<Path> videos = List.of();

  @Option(
      names = "--seconds",
      defaultValue = "1.5",
      paramLabel = "S",
      description = "Seconds of each steady state (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--parameters",
      paramLabel = "FILE",
      description =
          "Write the memory and the speed that the points show to this file, for 'euge plan"
              + " --gpu-parameters' and for simulated GPUs.")
  private Path parameters;

  @Mixin private CudaLibrariesOption cudaLibraries;
  @Mixin private PointOptions pointOptions;
  @Mixin private ExperimentOutput output;

  @Override
  public Integer call() throws Exception {
    check();
    long end = pointOptions.end();
    cudaLibraries.apply();
    GpuTarget target = GpuTarget.of(device, simulation);
    if (parameters != null && target.device().kind() == Device.Kind.CPU) {
      throw new OptionException(
          "--parameters describes a GPU, and --device is cpu: give cuda or sim, or leave it out");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (ScratchFolder scratch = ScratchFolder.temporary("euge-gpu")) {
      String noTensorRt = GpuExperiment.tryCuda(target, scratch);
      if (!noTensorRt.isEmpty()) {
        note("TensorRT is not measured: " + noTensorRt);
      }
      Map<String, Model> models = models(scratch);
      GpuExperiment experiment = new GpuExperiment(target, models, scratch, seconds, small);
      ResultLines<GpuResult> measured =
          pointOptions.results(
              GpuResult.class,
              experiment::measures,
              GpuResult::isMeasured,
              spec.commandLine().getErr());
      List<GpuPoint> points =
          new GpuPlan(tasks, processes, batches, emulated(target))
              .points(
                  List.copyOf(models.keySet()),
                  target.hasMps(),
                  target.hasTensorRt() && noTensorRt.isEmpty());
      out.println(GpuTable.HEADER);
      GpuSeries series = new GpuSeries(experiment, measured, videos, target.gpu().isPresent(), end);
      int left = series.measure(points, out);
      GpuSummary summary =
          new GpuSummary(
              target.description(), series.detections(), series.decoding(), measured.results());
      output.write(summary, summary.text(), folder -> GpuReport.write(summary, folder));
      if (parameters != null) {
        Files.writeString(
            parameters,
            target.parameters(
                summary.measured(), models.values().stream().map(ModelSize::of).toList()));
      }
      noteLeftOut(left, points.size());
      return summary.isRight() && summary.errors().isEmpty() ? 0 : ErrorHandler.FAILED;
    }
  }

  /** Refuses options that would have no effect on the device, and videos that do not exist. */
  private void check() {
    Counts.check("--tasks", tasks);
    Counts.check("--processes", processes);
    Counts.check("--batches", batches);
    Counts.check("--cards", cards);
    Counts.check("--small", small);
    Counts.checkDecimal("--seconds", seconds, "seconds");
    OptionException.checkAll(
        pointOptions::check,
        output::check,
        () -> OutputPaths.checkFile("--parameters", parameters));
    for (Path video : videos) {
      if (!Files.exists(video)) {
        throw new OptionException(
            "--video is %s, which does not exist: give a video".formatted(video));
      }
    }
    Device.Kind kind = GpuTarget.parse(device).kind();
    if (kind != Device.Kind.CUDA && isGiven("--cards")) {
      throw new OptionException(
          "--cards limits the memory of a GPU, and --device is %s: give cuda, or leave it out"
              .formatted(device));
    }
    if (kind != Device.Kind.SIM && isGiven("--sim")) {
      throw new OptionException(
          "--sim is the type of a simulated GPU, and --device is %s: give sim, or leave it out"
              .formatted(device));
    }
  }

  private boolean isGiven(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  /** Returns the cards that the GPU can emulate, which have no more memory than itself. */
  private List<Integer> emulated(GpuTarget target) {
    if (target.gpu().isEmpty()) {
      return List.of();
    }
    Map<Boolean, List<Integer>> possible =
        cards.stream().collect(Collectors.partitioningBy(target::hasMemoryOf));
    if (!possible.get(false).isEmpty()) {
      note(
          "Cards with %s GiB are not emulated, because this GPU has less memory"
              .formatted(
                  possible.get(false).stream()
                      .map(String::valueOf)
                      .collect(Collectors.joining(" and "))));
    }
    return possible.get(true);
  }

  private void noteLeftOut(int left, int points) {
    if (left > 0) {
      note(
          "%d of %s left out, because the time of --minutes was over: %s"
              .formatted(
                  left,
                  Quantity.of(points, "point was", "points were"),
                  isGiven("--points")
                      ? "the same command, with the same --points, goes on with them"
                      : "give more --minutes, or --points FILE, with which the same command goes on"));
    }
  }

  private void note(String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("euge: " + text);
    err.flush();
  }

  private Map<String, Model> models(ScratchFolder scratch) throws IOException {
    GpuModels models = new GpuModels(DetectionModels.standard(), networks, scratch.path());
    if (names != null) {
      return models.named(names);
    }
    if (!models.hasModern()) {
      note(
          "%1$s is not measured, because it is not downloaded: euge models pull %1$s"
              .formatted(GpuModels.MODERN));
    }
    return models.standard();
  }
}
