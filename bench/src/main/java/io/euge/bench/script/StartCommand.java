package io.euge.bench.script;

import io.euge.bench.measurement.Counts;
import io.euge.bench.report.FiguresFile;
import io.euge.bench.report.Processor;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.file.ScratchFolder;
import io.euge.model.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code euge bench start}: measures the total time of a detection command. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    footer = "  euge bench start --model yolo-fastest-1.1-xl --video road.mp4",
    description = {
      "Runs 'euge detect' and a plain Python script (OpenCV, ONNX Runtime) in turn on short and"
          + " longer videos, after it has checked that both find the same.",
      "Prints the medians of the CPU time and of the time."
    })
public final class StartCommand implements Callable<Integer> {
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
      description = "A video; it is cut, or repeated, to each length.")
  private Path video;

  @Option(
      names = "--seconds",
      split = ",",
      paramLabel = "S",
      defaultValue = "1,60,300",
      description = "Lengths of video, in seconds (default: ${DEFAULT-VALUE}).")
  private List<Integer> lengths;

  @Option(
      names = "--engines",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "ENGINE,...",
      description = "Engines of Euge: ${COMPLETION-CANDIDATES} (default: ONNXRUNTIME).")
  private Set<ChosenEngine> engines = EnumSet.of(ChosenEngine.ONNXRUNTIME);

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds that count (default: ${DEFAULT-VALUE}).")
  private int repeat;

  @Option(
      names = "--python",
      paramLabel = "PROGRAM",
      description = "A Python with OpenCV and ONNX Runtime (default: target/python, else python3).")
  private String python;

  @Mixin private FiguresFile figures;

  @Override
  public Integer call() throws IOException {
    Counts.check("--repeat", repeat);
    Counts.check("--seconds", lengths);
    figures.check();
    Path home = Contestants.home("bench start");
    PythonScript script = PythonScript.of(home, python, engines);
    Model resolved = DetectionModels.standard().resolve(model);
    List<StartResult.Row> rows = new ArrayList<>();
    try (ScratchFolder scratch = ScratchFolder.temporary("euge-bench-start")) {
      Contestants contestants =
          new Contestants(home, script, model, resolved.graph(), scratch.path());
      contestants.prepare();
      for (int seconds : lengths) {
        List<Path> clip = List.of(cut(scratch.path(), seconds));
        List<Contestant> all = new ArrayList<>();
        all.add(contestants.script(ChosenEngine.ONNXRUNTIME, 1, clip));
        engines.forEach(engine -> all.add(contestants.euge(engine, clip)));
        for (Outcome outcome : new Contest(all, script, spec.commandLine().getErr()).run(repeat)) {
          rows.add(new StartResult.Row(seconds, outcome));
        }
      }
    }
    StartResult result =
        new StartResult(
            resolved.name(), video.getFileName().toString(), Processor.name(), repeat, rows);
    PrintWriter out = spec.commandLine().getOut();
    out.print(result.text());
    figures.write(result);
    out.flush();
    return 0;
  }

  private Path cut(Path folder, int seconds) {
    Path clip = folder.resolve(seconds + ".mp4");
    TimedProgram.run(
        Stream.of(
                Stream.of("ffmpeg", "-v", "error", "-nostdin", "-stream_loop", "-1", "-i"),
                Stream.of(video.toString(), "-t", Integer.toString(seconds)),
                Stream.of("-an", "-c", "copy", clip.toString()))
            .flatMap(words -> words)
            .toList());
    return clip;
  }
}
