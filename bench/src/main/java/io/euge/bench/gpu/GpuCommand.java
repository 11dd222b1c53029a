package io.euge.bench.gpu;

import io.euge.OptionException;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
          "Memory of cards to emulate on a larger one by limiting the copies of the model"
              + " (default: ${DEFAULT-VALUE}).")
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
          "Also detect in this video on the device and on the CPU, decode it on the GPU and on"
              + " the CPU, and compare.")
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
    long end = pointOptions.end();
    cudaLibraries.apply();
    GpuTarget target = GpuTarget.of(device, simulation);
    if (parameters != null && target.device().kind() == Device.Kind.CPU) {
      throw new OptionException(
          "--parameters describes a GPU, and --device is cpu: give cuda or sim, or leave it out");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (ScratchFolder scratch = ScratchFolder.temporary("euge-gpu")) {
      Map<String, Model> models = models(scratch);
      GpuExperiment experiment = new GpuExperiment(target, models, scratch, seconds, small);
      Map<String, GpuSetting> settings = new HashMap<>();
      models.forEach(
          (name, model) -> settings.put(name, GpuSetting.of(seconds, small, target, model)));
      ResultLines<GpuResult> measured =
          pointOptions.results(
              GpuResult.class,
              one -> one.isOf(target.description(), settings),
              GpuResult::isMeasured,
              spec.commandLine().getErr());
      List<DetectionComparison> detections = new ArrayList<>();
      List<DecodingComparison> decoding = new ArrayList<>();
      for (Path video : videos) {
        for (String model : models.keySet()) {
          detections.add(experiment.detect(video, model));
        }
        if (target.gpu().isPresent()) {
          decoding.add(experiment.decode(video));
        }
      }
      out.println(GpuTable.HEADER);
      List<Integer> emulated = target.gpu().isPresent() ? cards : List.of();
      for (GpuPoint point :
          new GpuPlan(tasks, processes, batches, emulated)
              .points(List.copyOf(models.keySet()), target.hasMps(), target.hasTensorRt())) {
        if (System.nanoTime() > end) {
          break;
        }
        if (measured.results().stream().noneMatch(one -> one.point().equals(point))) {
          GpuResult result = experiment.measure(point).with(settings.get(point.model()));
          measured.add(result);
          out.println(GpuTable.line(result));
          out.flush();
        }
      }
      GpuSummary summary =
          new GpuSummary(target.description(), detections, decoding, measured.results());
      output.write(summary, summary.text(), folder -> GpuReport.write(summary, folder));
      if (parameters != null) {
        Files.writeString(
            parameters,
            target.parameters(
                summary.measured(), models.values().stream().map(ModelSize::of).toList()));
      }
      return summary.isRight() ? 0 : ErrorHandler.FAILED;
    }
  }

  private Map<String, Model> models(ScratchFolder scratch) throws IOException {
    GpuModels models = new GpuModels(DetectionModels.standard(), networks, scratch.path());
    if (names != null) {
      return models.named(names);
    }
    if (!models.hasModern()) {
      spec.commandLine()
          .getErr()
          .printf(
              "euge: %1$s is not measured, because it is not downloaded: euge models pull %1$s%n",
              GpuModels.MODERN);
    }
    return models.standard();
  }
}
