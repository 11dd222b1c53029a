package io.euge.bench.start;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.bench.measurement.Samples;
import io.euge.bench.report.FiguresFile;
import io.euge.bench.start.TimedProgram.Times;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.file.ScratchFolder;
import io.euge.model.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code euge bench start}: what a detection takes from its start to its end. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    footer = "  euge bench start --model yolo-fastest-1.1-xl --video road.mp4",
    description = {
      "Runs 'euge detect' and a plain Python script (OpenCV, ONNX Runtime) in turn on short and"
          + " longer videos, after it has checked that both find the same.",
      "Prints the medians of the processor time and of the time."
    })
public final class StartCommand implements Callable<Integer> {
  private static final double LEAST_AGREEMENT = 0.9;
  private static final int MOST = 1000;

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
    Stream.concat(Stream.of(repeat), lengths.stream())
        .filter(number -> number < 1 || number > MOST)
        .findFirst()
        .ifPresent(StartCommand::refuse);
    Path home = Path.of(System.getProperty("euge.home", ""));
    if (!Files.isExecutable(home.resolve("euge"))) {
      throw new EugeException("This needs the project's sources: start it as ./euge bench start");
    }
    PythonScript script = PythonScript.of(home, python);
    Model resolved = DetectionModels.standard().resolve(model);
    // Made once for all starts, as by the first of them.
    TimedProgram.run(List.of(home.resolve("euge").toString(), "--archive-classes"));
    List<StartResult.Row> rows = new ArrayList<>();
    try (ScratchFolder scratch = ScratchFolder.temporary("euge-bench-start")) {
      for (int seconds : lengths) {
        rows.addAll(measure(home, script, resolved.graph(), cut(scratch.path(), seconds), seconds));
      }
    }
    StartResult result =
        new StartResult(
            resolved.name(),
            video.getFileName().toString(),
            processor(),
            Runtime.getRuntime().availableProcessors(),
            repeat,
            rows);
    PrintWriter out = spec.commandLine().getOut();
    out.print(result.text());
    figures.write(result);
    out.flush();
    return 0;
  }

  private static void refuse(int number) {
    throw new OptionException(
        "--repeat and --seconds take numbers from 1 to " + MOST + ", not " + number);
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

  private List<StartResult.Row> measure(
      Path home, PythonScript script, Path graph, Path clip, int seconds) throws IOException {
    Path ours = clip.resolveSibling("euge.csv");
    Path theirs = clip.resolveSibling("script.csv");
    Map<String, List<String>> commands = new LinkedHashMap<>();
    commands.put(
        "euge",
        List.of(
            home.resolve("euge").toString(),
            "detect",
            clip.toString(),
            "--model",
            model,
            "--overwrite",
            "--output",
            ours.toString()));
    commands.put("script", script.detect(graph, clip, theirs));
    // The first round is not counted: it tells whether both do the same work.
    commands.values().forEach(TimedProgram::run);
    double agreement = script.agreement(ours, theirs);
    if (agreement < LEAST_AGREEMENT) {
      throw new EugeException(
          "Euge and the script agree on %.3f of the boxes in %d s of %s, and %.1f is needed for a comparison: give another --video or --model"
              .formatted(agreement, seconds, video, LEAST_AGREEMENT));
    }
    Map<String, List<Times>> times = new LinkedHashMap<>();
    for (int round = 0; round < repeat; round++) {
      commands.forEach(
          (name, command) ->
              times.computeIfAbsent(name, key -> new ArrayList<>()).add(TimedProgram.run(command)));
    }
    Files.delete(ours);
    Files.delete(theirs);
    return times.entrySet().stream()
        .map(
            entry ->
                new StartResult.Row(
                    seconds,
                    entry.getKey(),
                    agreement,
                    new Samples(entry.getValue().stream().map(Times::processorSeconds).toList()),
                    new Samples(entry.getValue().stream().map(Times::wallSeconds).toList())))
        .toList();
  }

  private static String processor() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(file)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.replaceFirst("[^:]*:\\s*", ""))
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }
}
