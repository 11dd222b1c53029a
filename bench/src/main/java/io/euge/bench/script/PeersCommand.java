package io.euge.bench.script;

import io.euge.OptionException;
import io.euge.bench.measurement.Counts;
import io.euge.bench.report.FiguresFile;
import io.euge.bench.report.OutputPaths;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code euge bench peers}: compares Euge with other systems. */
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    footer =
        "  euge bench peers --model yolo-fastest-1.1-xl --video road.mp4 --python peers-venv/bin/python",
    description = {
      "Runs 'euge detect', a plain Python script, PySpark, Ray Data and Daft in turn on the same"
          + " videos, after it has checked that all find the same.",
      "Prints times, CPU time and peak memory of all processes as a page in Markdown."
          + " Names what is not installed, and how to install it.",
      "With --contestants synapseml,djl: compares with these on one video instead (peers/run)."
    })
public final class PeersCommand implements Callable<Integer> {
  private static final String PAGE = "--page";
  private static final Set<String> SEPARATE = Set.of("synapseml", "djl");

  @Spec private CommandSpec spec;

  @Option(
      names = "--set",
      hideParamSyntax = true,
      paramLabel = "SET",
      defaultValue = "CLIPS",
      description =
          "The videos: 96 CLIPS of 5 s, 200 SHORT ones of 1 s, one LONG video of 20 minutes with"
              + " --every 5, BROKEN, where a tenth of 40 files is corrupt, or CROPS, where the"
              + " objects are also written as PNG (default: ${DEFAULT-VALUE}).")
  private VideoSet set;

  @Option(
      names = "--model",
      paramLabel = "ID|FILE",
      description =
          "A Darknet .cfg file or a model of that family, or an .onnx file of YOLOX or YOLOv8.")
  private String model;

  @Option(
      names = "--video",
      paramLabel = "FILE",
      description = "A video to make the set of; may be given several times.")
  private List<Path> videos = new ArrayList<>();

  @Option(
      names = "--contestants",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "NAME[:ENGINE],...",
      defaultValue = "pool,map-in-pandas,predict-batch-udf,ray,daft,notebook,euge,euge:openvino",
      description =
          "Those to compare with the script, with onnxruntime, openvino or openvino-bf16 (default: ${DEFAULT-VALUE}).")
  private List<String> contestants;

  @Option(
      names = "--clips",
      paramLabel = "N",
      description = "Another number of videos than the set has.")
  private Integer clips;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Another length of a video than the set has.")
  private Integer seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds that count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--limit",
      paramLabel = "S",
      defaultValue = "600",
      description =
          "Seconds after which a contestant is ended and leaves (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--python",
      paramLabel = "PROGRAM",
      description =
          "A Python with the packages of peers/python/requirements*.txt (default: target/python, else python3).")
  private String python;

  @Option(names = PAGE, paramLabel = "FILE", description = "Write the page to this file.")
  private Path page;

  @Mixin private FiguresFile figures;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Counts.check("--rounds", rounds);
    Counts.check("--limit", limit, 100_000);
    OptionException.checkAll(figures::check, () -> OutputPaths.checkFile(PAGE, page));
    if (contestants.stream().anyMatch(SEPARATE::contains)) {
      checkSeparate();
      return separateBuild(Contestants.home("bench peers"));
    }
    if (model == null || videos.isEmpty()) {
      throw new OptionException("Missing --model or --video: give both");
    }
    List<Entrant> entrants = contestants.stream().map(Entrant::of).distinct().toList();
    int count = clips == null ? set.count() : clips;
    int length = seconds == null ? set.seconds() : seconds;
    Counts.check("--clips", count);
    Counts.check("--seconds", length, 100_000);
    if (set == VideoSet.BROKEN && count < 2) {
      throw new OptionException(
          "--set broken with --clips %d breaks no file, because the second is the first that it breaks: give 2 or more"
              .formatted(count));
    }
    Path home = Contestants.home("bench peers");
    PeersJob job =
        new PeersJob(
            home, python, set, model, videos, count, length, limit, spec.commandLine().getErr());
    PeersResult result = job.run(entrants, rounds, this::write);
    write(result);
    PrintWriter out = spec.commandLine().getOut();
    out.print(result.page());
    out.flush();
    return 0;
  }

  private void write(PeersResult result) throws IOException {
    figures.write(result);
    if (page != null) {
      Files.writeString(page, result.page());
    }
  }

  private void checkSeparate() {
    String names = String.join(",", contestants);
    if (!SEPARATE.containsAll(contestants)) {
      throw new OptionException(
          "--contestants has %s: synapseml and djl are compared with Euge only, without the others"
              .formatted(names));
    }
    List<String> others =
        Stream.of("--set", "--clips", "--seconds", "--python", PAGE)
            .filter(spec.commandLine().getParseResult()::hasMatchedOption)
            .toList();
    if (!others.isEmpty()) {
      throw new OptionException(
          "%s cannot be used with --contestants %s".formatted(String.join(", ", others), names));
    }
    if (videos.size() > 1) {
      throw new OptionException(
          "--contestants %s has %d times --video: give one".formatted(names, videos.size()));
    }
  }

  /** Runs the separate build: SynapseML and DJL need other versions of Spark and Scala. */
  private int separateBuild(Path home) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("peers/run").toString()));
    command.addAll(List.of("--only", "euge," + String.join(",", contestants)));
    command.addAll(List.of("--runs", Integer.toString(rounds)));
    command.addAll(List.of("--limit", Integer.toString(limit)));
    if (model != null) {
      command.addAll(List.of("--model", model));
    }
    if (!videos.isEmpty()) {
      command.addAll(List.of("--video", videos.get(0).toString()));
    }
    if (figures.file() != null) {
      command.addAll(List.of("--json", figures.file().toString()));
    }
    Process contest = new ProcessBuilder(command).inheritIO().start();
    try {
      return contest.waitFor();
    } finally {
      contest.destroy();
    }
  }
}
