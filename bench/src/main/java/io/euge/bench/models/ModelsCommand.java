package io.euge.bench.models;

import io.euge.OptionException;
import io.euge.bench.report.IndentedJson;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.model.Model;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
          + " preprocessing, the graph as its tool wrote it on an input that is ready, and"
          + " postprocessing with suppression.",
      "Prints milliseconds a frame, frames per second, the part of postprocessing, and the ratio of"
          + " the processor's time for the graph with its preprocessing to that for the graph"
          + " without; other programs on the machine change this ratio little.",
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

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    positive("--frames", frames);
    positive("--repeat", repeat);
    PrintWriter out = spec.commandLine().getOut();
    FrameCosts costs = new FrameCosts(video, frames, repeat);
    List<Map<String, Object>> results = new ArrayList<>();
    if (!json) {
      out.println(ModelCosts.HEAD);
    }
    List<Model> resolved = new ArrayList<>();
    for (String model : models) {
      resolved.add(DetectionModels.standard().resolve(model));
      ModelCosts measured = costs.of(model, resolved.get(resolved.size() - 1));
      results.add(measured.json());
      if (!json) {
        out.println(measured.line());
        out.flush();
      }
    }
    PreprocessingCosts preprocessing = PreprocessingCosts.of(resolved, frames, repeat);
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("video", video.getFileName().toString());
      result.put("frames", frames);
      result.put("rounds", repeat);
      result.put("results", results);
      result.put("preprocessingCpuNanosPerPixel", preprocessing.json());
      out.println(IndentedJson.of(result));
    } else {
      out.println();
      preprocessing.lines().forEach(out::println);
    }
    out.flush();
    return 0;
  }

  private static void positive(String option, int value) {
    if (value < 1 || value > MOST) {
      throw new OptionException(option + " is " + value + ": give a number from 1 to " + MOST);
    }
  }
}
