package io.euge.bench.script;

import io.euge.bench.measurement.Counts;
import io.euge.bench.report.FiguresFile;
import io.euge.bench.report.Processor;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.file.ScratchFolder;
import io.euge.model.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code euge bench script}: compares Euge with a plain script on many clips. */
@Command(
    name = "script",
    mixinStandardHelpOptions = true,
    footer = "  euge bench script --model yolo-fastest-1.1-xl --video road.mp4 --video bridge.mp4",
    description = {
      "Runs 'euge detect' and a plain Python script (OpenCV with ONNX Runtime or OpenVINO) in turn"
          + " on many clips with each engine, after it has checked that all find the same.",
      "Prints the medians of the time and of the CPU time, and how many times as fast each is"
          + " as the script."
    })
public final class ScriptCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "ID|FILE",
      description = "A Darknet .cfg file or a model of that family.")
  private String model;

  @Option(
      names = "--video",
      required = true,
      paramLabel = "FILE",
      description = "A video to make clips of; may be given several times.")
  private List<Path> videos;

  @Option(
      names = "--clips",
      paramLabel = "N",
      defaultValue = "96",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "5",
      description = "Length of a clip (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--engines",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "ENGINE,...",
      description =
          "Those to compare besides ONNX Runtime: ${COMPLETION-CANDIDATES} (default: all).")
  private Set<ChosenEngine> engines = EnumSet.allOf(ChosenEngine.class);

  @Option(
      names = "--processes",
      paramLabel = "N",
      description =
          "Also run the script in so many processes that share the cores"
              + " (default: the number of cores; 1: do not).")
  private int processes = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds that count (default: ${DEFAULT-VALUE}).")
  private int repeat;

  @Option(
      names = "--python",
      paramLabel = "PROGRAM",
      description =
          "A Python with OpenCV, ONNX Runtime and OpenVINO (default: target/python, else python3).")
  private String python;

  @Mixin private FiguresFile figures;

  @Override
  public Integer call() throws IOException {
    Counts.check("--clips", count);
    Counts.check("--seconds", seconds);
    Counts.check("--processes", processes);
    Counts.check("--repeat", repeat);
    figures.check();
    Path home = Contestants.home("bench script");
    EnumSet<ChosenEngine> compared = EnumSet.of(ChosenEngine.ONNXRUNTIME);
    compared.addAll(engines);
    PythonScript script = PythonScript.of(home, python, compared);
    Model resolved = DetectionModels.standard().resolve(model);
    ScriptResult result;
    try (ScratchFolder scratch = ScratchFolder.temporary("euge-bench-script")) {
      Path folder = Files.createDirectory(scratch.path().resolve("clips"));
      ClipSet clips = ClipSet.make(videos, count, seconds, folder);
      Contestants contestants =
          new Contestants(home, script, model, resolved.graph(), scratch.path());
      contestants.prepare();
      List<Outcome> outcomes =
          new Contest(all(contestants, compared, clips), script, spec.commandLine().getErr())
              .run(repeat);
      result =
          new ScriptResult(
              resolved.name(), count, clips.frames(), Processor.name(), repeat, outcomes);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(result.text());
    figures.write(result);
    out.flush();
    return 0;
  }

  private List<Contestant> all(Contestants contestants, Set<ChosenEngine> compared, ClipSet clips) {
    List<Contestant> all = new ArrayList<>();
    for (ChosenEngine engine : compared) {
      all.add(contestants.script(engine, 1, clips.files()));
      if (processes > 1) {
        all.add(contestants.script(engine, processes, clips.files()));
      }
      all.add(contestants.euge(engine, List.of(clips.folder())));
    }
    return all;
  }
}
