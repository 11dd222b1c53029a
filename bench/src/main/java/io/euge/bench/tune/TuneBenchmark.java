package io.euge.bench.tune;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.EugeException;
import io.euge.bench.measurement.Counts;
import io.euge.bench.report.FiguresFile;
import io.euge.bench.tune.TuneComparison.Round;
import io.euge.file.ScratchFolder;
import io.euge.process.ChildJvm;
import io.euge.video.decode.VideoReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code euge bench tune}: measures the accuracy of the predictions of {@code euge tune}. */
@Command(
    name = "tune",
    mixinStandardHelpOptions = true,
    footer = "  euge bench tune --model yolo-fastest-1.1-xl --video road.mp4",
    description = {
      "Runs 'euge tune' and then 'euge detect' with the settings that it proposes, each in a process"
          + " of its own, round after round.",
      "Prints what was predicted, what the job took, and the median of the one divided by the other."
    })
public final class TuneBenchmark implements Callable<Integer> {
  private static final Pattern TIME =
      Pattern.compile("([\\d.]+) s from Spark's start to the written table");

  @Spec private CommandSpec spec;

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
      description = "A video; a job reads all of it several times.")
  private Path video;

  @Option(
      names = "--copies",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many times a job reads the video (default: ${DEFAULT-VALUE}).")
  private int copies;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds (default: ${DEFAULT-VALUE}).")
  private int repeat;

  @Option(
      names = "--every",
      paramLabel = "N",
      defaultValue = "1",
      description = "Take every Nth frame (default: ${DEFAULT-VALUE}).")
  private int every;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "3",
      description = "How long each measurement of euge tune takes (default: ${DEFAULT-VALUE}).")
  private String seconds;

  @Mixin private FiguresFile figures;

  @Override
  public Integer call() throws Exception {
    Counts.check("--copies", copies);
    Counts.check("--repeat", repeat);
    Counts.check("--every", every);
    figures.check();
    double length = copies * VideoReader.probe(video).seconds();
    PrintWriter err = spec.commandLine().getErr();
    List<Round> rounds = new ArrayList<>();
    try (ScratchFolder scratch = ScratchFolder.temporary("euge-bench-tune")) {
      Path videos = links(scratch.path());
      for (int i = 0; i < repeat; i++) {
        Round round = round(scratch, videos, length, "table" + i);
        err.printf("euge: round %d: %.2f%n", i + 1, round.ratio());
        err.flush();
        rounds.add(round);
      }
    }
    TuneComparison result =
        new TuneComparison(
            Path.of(model).getFileName().toString(),
            video.getFileName().toString(),
            length,
            rounds);
    PrintWriter out = spec.commandLine().getOut();
    out.print(result.text());
    figures.write(result);
    out.flush();
    return 0;
  }

  private Path links(Path folder) throws IOException {
    Path videos = Files.createDirectory(folder.resolve("videos"));
    for (int i = 0; i < copies; i++) {
      Files.createSymbolicLink(videos.resolve(i + "-" + video.getFileName()), video.toRealPath());
    }
    return videos;
  }

  private Round round(ScratchFolder scratch, Path videos, double length, String table)
      throws Exception {
    String hours = Double.toString(length / 3600);
    JsonNode tuned =
        new ObjectMapper()
            .readTree(
                run(
                    scratch,
                    List.of(
                        "tune", video.toString(), "--hours", hours, "--seconds", seconds, "--json"),
                    List.of()));
    List<String> conf = new ArrayList<>();
    tuned
        .get("conf")
        .properties()
        .forEach(
            line -> conf.addAll(List.of("--conf", line.getKey() + "=" + line.getValue().asText())));
    String printed =
        run(
            scratch,
            List.of(
                "detect", videos.toString(), "--output", scratch.path().resolve(table).toString()),
            conf);
    return new Round(tuned.get("predictedSeconds").asDouble(), seconds(printed));
  }

  private String run(ScratchFolder scratch, List<String> command, List<String> conf)
      throws Exception {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("--model", model, "--every", Integer.toString(every)));
    line.addAll(conf);
    List<String> jvm =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> option.startsWith("-X") || option.startsWith("--add-"))
            .toList();
    ChildJvm.Options options = new ChildJvm.Options(jvm, Map.of(), true, Duration.ofHours(2));
    try (ChildJvm child =
        ChildJvm.start(
            "run euge " + command.get(0),
            ProgramMain.class,
            new ProgramRequest(line),
            scratch,
            options)) {
      return child.finish(String.class);
    }
  }

  /** Returns the duration of a job as stated in its summary. */
  static double seconds(String summary) {
    Matcher time = TIME.matcher(summary);
    if (!time.find()) {
      throw new EugeException("The job did not print what it took: " + summary);
    }
    return Double.parseDouble(time.group(1));
  }
}
