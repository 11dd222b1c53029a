package io.euge.bench.sharing;

import io.euge.bench.measurement.Counts;
import io.euge.bench.network.DarknetPackage;
import io.euge.bench.report.ExperimentOutput;
import io.euge.bench.sharing.SharingResult.Curve;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.file.ScratchFolder;
import io.euge.model.Model;
import io.euge.video.decode.VideoReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code euge bench sharing}: measures the benefit of sharing models on this machine. */
@Command(
    name = "sharing",
    mixinStandardHelpOptions = true,
    footer = "  euge bench sharing --quick",
    description = {
      "Measures four ways to have a model in memory - private to each task or shared by all, plain"
          + " or compiled - in time until ready, memory and throughput, each point in a process of"
          + " its own.",
      "Without --model: yolov3 and yolov3-tiny at 416x416 (Debian's package darknet), with randomly initialized"
          + " weights."
    })
public final class SharingCommand implements Callable<Integer> {
  private static final int SIDE = 416;
  private static final List<Integer> ALL_FRAMES = List.of(1, 3, 10, 30, 100);

  @Spec private CommandSpec spec;
  @Mixin private ExperimentOutput output;

  @Option(
      names = "--model",
      paramLabel = "ID|FILE",
      description = "An .onnx file made by 'euge models import', or a Darknet .cfg file.")
  private String model;

  @Option(
      names = "--video",
      paramLabel = "FILE",
      description =
          "A video; its first frames are the clip that every small task reads (default: the shared"
              + " highway.mp4 beside the project).")
  private Path video;

  @Option(
      names = "--tasks",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "N,...",
      description = "Numbers of tasks that run at once (default: 1,2,4,8; with --quick 1,2).")
  private List<Integer> tasks;

  @Option(
      names = "--clip-seconds",
      paramLabel = "S",
      defaultValue = "0.1",
      description = "Length of a small task's clip (default: ${DEFAULT-VALUE}).")
  private double clipSeconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How often each point is measured; medians are reported (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--quick", description = "A short form that shows that everything works.")
  private boolean quick;

  @Override
  public Integer call() throws Exception {
    Counts.check("--rounds", rounds);
    if (tasks == null) {
      tasks = quick ? List.of(1, 2) : List.of(1, 2, 4, 8);
    }
    Counts.check("--tasks", tasks);
    Counts.checkDecimal("--clip-seconds", clipSeconds, "seconds");
    output.check();
    if (video == null) {
      video = Path.of(System.getProperty("euge.home", "."), "../shared/data/videos/highway.mp4");
    }
    try (ScratchFolder scratch = ScratchFolder.temporary("euge-sharing")) {
      SharingResult result = measure(scratch);
      output.write(result, result.text(), folder -> SharingReport.write(result, folder));
    }
    return 0;
  }

  private SharingResult measure(ScratchFolder scratch) throws Exception {
    DarknetPackage darknet =
        new DarknetPackage(DarknetPackage.CFG, DetectionModels.standard(), scratch.path());
    Model main =
        model == null ? darknet.model("yolov3", SIDE) : DetectionModels.standard().resolve(model);
    Plan plan = plan();
    Experiment experiment =
        new Experiment(plan, scratch, video, darknet.tiny(), spec.commandLine().getErr());
    double compileSeconds = experiment.compile(main);
    experiment.agree(main);
    List<Point> points = experiment.points(main);
    List<Curve> curves = new ArrayList<>();
    if (model != null) {
      curves.add(
          experiment.curve(
              main, quick ? List.of(1, 3) : ALL_FRAMES, quick ? 3 : 20, quick ? 1 : 3));
    } else {
      Model tiny = darknet.model("yolov3-tiny", SIDE);
      experiment.compile(tiny);
      curves.add(experiment.curve(tiny, quick ? List.of(1, 3) : ALL_FRAMES, quick ? 3 : 20, 2));
      // A frame of this model takes almost a second: use fewer tasks and one round.
      curves.add(experiment.curve(main, quick ? List.of(1) : ALL_FRAMES, quick ? 4 : 12, 1));
    }
    return new SharingResult(
        main.name(),
        main.bytes(),
        main.input().width() + "x" + main.input().height(),
        video.getFileName().toString(),
        Runtime.getRuntime().availableProcessors(),
        plan.clipFrames(),
        rounds,
        true,
        experiment.detections(),
        compileSeconds,
        points,
        curves,
        experiment.mapped(main));
  }

  private Plan plan() {
    double rate = VideoReader.probe(video).framesPerSecond();
    int clipFrames = (int) Math.max(1, Math.round(clipSeconds * (rate > 0 ? rate : 25)));
    return new Plan(
        tasks,
        clipFrames,
        rounds,
        quick ? 1 : 4,
        quick ? List.of(1, 2) : List.of(1, 2, 4),
        Runtime.getRuntime().availableProcessors());
  }
}
