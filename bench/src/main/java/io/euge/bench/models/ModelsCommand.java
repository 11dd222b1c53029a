package io.euge.bench.models;

import io.euge.OptionException;
import io.euge.bench.measurement.Counts;
import io.euge.bench.report.IndentedJson;
import io.euge.detection.DetectionOptions;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.file.ScratchFolder;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.model.Model;
import io.euge.model.importing.ModelDescription;
import io.euge.model.importing.Preprocessing;
import io.euge.model.importing.PreprocessingKeys;
import io.euge.model.labels.Labels;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code euge bench models}: measures the cost of a frame in models of each family. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    footer =
        "  euge bench models --video road.mp4 yolo11n.onnx yolox_nano.onnx yolo-fastest-1.1.cfg",
    description = {
      "Measures in one thread, for each model: decoding and scaling of a frame, the graph with its"
          + " preprocessing, compiled and mapped as in jobs, the graph as its tool wrote it on an"
          + " input that is ready, and postprocessing with suppression.",
      "Prints milliseconds a frame, frames per second, the part of postprocessing, and the ratio of"
          + " the CPU time for the graph with its preprocessing to that for the graph without;"
          + " other programs on the machine change this ratio little.",
      "Then, in turns, what turning bytes into the input costs in each model alone: name a Darknet"
          + " model first to compare with it."
    })
public final class ModelsCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "MODEL",
      description = "An .onnx file, a Darknet .cfg file, or a name in the catalogue.")
  private List<String> models;

  @Option(
      names = "--video",
      required = true,
      paramLabel = "FILE",
      description = "A video whose frames are decoded and scaled; its first frame is inferred.")
  private Path video;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "20",
      description = "Frames of each measurement (default: ${DEFAULT-VALUE}).")
  private int frames;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds that count, after one that does not (default: ${DEFAULT-VALUE}).")
  private int repeat;

  @Option(
      names = "--confidence",
      paramLabel = "P",
      defaultValue = "0.25",
      description = "Boxes above it are read and suppressed (default: ${DEFAULT-VALUE}).")
  private float confidence;

  @Option(
      names = "--labels",
      paramLabel = "FILE=LABELS",
      description = "The labels of a model, by the name of its file; repeatable.")
  private Map<String, String> labels = Map.of();

  @Option(
      names = "--preprocessing",
      paramLabel = "FILE=KEY=VALUE,…",
      description = "The preprocessing of a model, by the name of its file; repeatable.")
  private Map<String, String> preprocessing = Map.of();

  @Option(
      names = "--batches",
      paramLabel = "N,…",
      split = ",",
      description =
          "Also measures a frame in batches of these sizes, and compares the first with the best.")
  private List<Integer> batches = List.of();

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Counts.check("--frames", frames, MOST);
    Counts.check("--repeat", repeat, MOST);
    batches.forEach(size -> Counts.check("--batches", size, MOST));
    described(labels, "--labels");
    described(preprocessing, "--preprocessing");
    DetectionOptions detection =
        new DetectionOptions(confidence, DetectionOptions.DEFAULT.iou(), List.of());
    PrintWriter out = spec.commandLine().getOut();
    List<Map<String, Object>> results = new ArrayList<>();
    if (!json) {
      out.println(ModelCosts.HEAD);
    }
    List<Model> resolved = new ArrayList<>();
    try (ScratchFolder compiled = ScratchFolder.temporary("euge-bench-models")) {
      FrameCosts costs = new FrameCosts(video, detection, compiled.path(), frames, repeat);
      for (String model : models) {
        resolved.add(DetectionModels.standard().resolve(model, description(model)));
        ModelCosts measured = costs.of(model, resolved.get(resolved.size() - 1));
        results.add(measured.json());
        if (!json) {
          out.println(measured.line());
          out.flush();
        }
      }
    }
    PreprocessingCosts passes = PreprocessingCosts.of(resolved, frames, repeat);
    Optional<BatchCosts> inBatches = inBatches(resolved);
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("video", video.getFileName().toString());
      result.put("confidence", Double.parseDouble(Float.toString(confidence)));
      result.put("frames", frames);
      result.put("rounds", repeat);
      result.put("results", results);
      result.put("preprocessingCpuNanosPerPixel", passes.json());
      inBatches.ifPresent(costs -> result.put("batchCpuMillisPerFrame", costs.json()));
      out.println(IndentedJson.of(result));
    } else {
      out.println();
      passes.lines().forEach(out::println);
      inBatches.ifPresent(
          costs -> {
            out.println();
            costs.lines().forEach(out::println);
          });
    }
    out.flush();
    return 0;
  }

  private Optional<BatchCosts> inBatches(List<Model> measured) throws Exception {
    return batches.isEmpty()
        ? Optional.empty()
        : Optional.of(BatchCosts.of(new OnnxRuntimeEngine(), measured, batches, frames, repeat));
  }

  /** Refuses a description of a model that is not measured. */
  private void described(Map<String, String> descriptions, String option) {
    for (String file : descriptions.keySet()) {
      if (models.stream().noneMatch(model -> name(model).equals(file))) {
        throw new OptionException(
            "%s describes '%s', which is none of the models: give the name of a file without its directory"
                .formatted(option, file));
      }
    }
  }

  private static String name(String model) {
    return Path.of(model).getFileName().toString();
  }

  private ModelDescription description(String model) {
    return new ModelDescription(
        Optional.empty(),
        Optional.ofNullable(labels.get(name(model))).map(Labels::parse),
        Optional.empty(),
        Optional.ofNullable(preprocessing.get(name(model)))
            .map(PreprocessingKeys::parse)
            .orElse(Preprocessing.NONE));
  }
}
