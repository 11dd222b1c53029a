package io.euge.bench.decode;

import io.euge.bench.measurement.Counts;
import io.euge.bench.report.FiguresFile;
import io.euge.cli.job.SparkOptions;
import io.euge.file.ScratchFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code euge bench decode}: measures how fast videos are decoded, sampled, split and planned. */
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    footer = "  euge bench decode --parts codecs --rounds 1",
    description = {
      "Measures decoding against the ffmpeg program for each codec, what sampling saves, a long"
          + " video split against unsplit in a Spark job of two cores, and the planning of many"
          + " small files.",
      "The clips are made by the ffmpeg program, which has to be installed, and deleted afterwards."
    })
public final class DecodeCommand implements Callable<Integer> {
  private enum Part {
    CODECS,
    SAMPLING,
    SPLITTING,
    PLANNING
  }

  /** Low enough that one hour of video is decoded in a minute or two. */
  private static final int LONG_HEIGHT = 360;

  private static final int MOST = 100_000;

  @Spec private CommandSpec spec;
  @Mixin private FiguresFile figures;

  @Option(
      names = "--video",
      paramLabel = "FILE",
      description = "A video to make the clips of (default: a generated picture).")
  private Path video;

  @Option(
      names = "--model",
      paramLabel = "ID|FILE",
      description = "Also split a job that finds objects, with this model.")
  private String model;

  @Option(
      names = "--parts",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "PART,...",
      description = "Measure these only: ${COMPLETION-CANDIDATES} (default: all).")
  private Set<Part> parts = EnumSet.allOf(Part.class);

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds that count; medians are reported (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "600",
      description = "Frames of a clip (default: ${DEFAULT-VALUE}).")
  private int frames;

  @Option(
      names = "--hours",
      paramLabel = "H",
      defaultValue = "1",
      description = "Length of the video that is split (default: ${DEFAULT-VALUE}).")
  private double hours;

  @Option(
      names = "--segments",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "S,...",
      defaultValue = "30,60,120",
      description = "Lengths of its segments in seconds (default: ${DEFAULT-VALUE}).")
  private List<Double> segments;

  @Option(
      names = "--detection-seconds",
      paramLabel = "S",
      defaultValue = "120",
      description =
          "Length of the video that objects are found in, in eight segments"
              + " (default: ${DEFAULT-VALUE}).")
  private double detectionSeconds;

  @Option(
      names = "--files",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Small files that are planned (default: ${DEFAULT-VALUE}).")
  private int files;

  private final Map<String, Object> results = new LinkedHashMap<>();

  @Override
  public Integer call() throws Exception {
    Counts.check("--rounds", rounds, MOST);
    Counts.check("--files", files, MOST);
    Counts.check("--frames", frames, 2, MOST);
    Counts.checkDecimal("--hours", hours, "hours");
    Counts.checkDecimal("--detection-seconds", detectionSeconds, "seconds");
    figures.check();
    try (ScratchFolder scratch = ScratchFolder.temporary("euge-decode")) {
      measure(scratch.path());
    }
    figures.write(results);
    return 0;
  }

  private void measure(Path folder) throws Exception {
    FfmpegProgram program = new FfmpegProgram(folder);
    Clips clips = new Clips(program, folder, video, frames);
    if (parts.contains(Part.CODECS)) {
      PrintWriter progress = spec.commandLine().getErr();
      show("codecs", new CodecBenchmark(program, clips, folder, progress).run(rounds));
    }
    if (parts.contains(Part.SAMPLING)) {
      show("sampling", new SamplingBenchmark(clips).run(rounds));
    }
    if (parts.contains(Part.SPLITTING) || parts.contains(Part.PLANNING)) {
      try (SparkSession spark = SparkOptions.local(2).start("euge bench decode")) {
        if (parts.contains(Part.SPLITTING)) {
          split(spark, clips);
        }
        if (parts.contains(Part.PLANNING)) {
          Path small = clips.repeated(LONG_HEIGHT, 2);
          show("planning", new PlanningBenchmark(spark, small, folder, files).run(rounds));
        }
      }
    }
  }

  private void split(SparkSession spark, Clips clips) throws Exception {
    Path cut = clips.repeated(LONG_HEIGHT, detectionSeconds);
    double machine = SplittingBenchmark.machine(cut, rounds);
    results.put("twoThreadsToOne", machine);
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "Two threads that each decode a whole video, without Spark: %.2fx one thread%n%n",
            machine);
    show(
        "splitting",
        new SplittingBenchmark(spark, clips.repeated(LONG_HEIGHT, hours * 3600), cut)
            .frames(segments, rounds));
    if (model != null) {
      show(
          "splittingDetections",
          new SplittingBenchmark(spark, cut, clips.repeated(LONG_HEIGHT, detectionSeconds / 12))
              .detections(model, List.of(detectionSeconds / 8), rounds));
    }
  }

  private void show(String name, BenchmarkResult result) {
    results.put(name, result);
    PrintWriter out = spec.commandLine().getOut();
    out.println(result.text());
    out.flush();
  }
}
