package io.euge.demo;

import io.euge.cli.console.ShellQuoting;
import io.euge.demo.DemoResult.Figures;
import io.euge.demo.page.Story;
import io.euge.demo.scenes.Scenes;
import io.euge.evaluation.groundtruth.IgnoreThresholds;
import io.euge.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Builds the content of the report from the result of a demo.
 *
 * @param folder of the demo, as the user gave it
 * @param film name of the annotated video in it
 */
record StoryBuilder(
    DemoResult result,
    Model model,
    Scenes clips,
    List<Story.Picture> pictures,
    Path folder,
    String film) {

  Story story() throws IOException {
    return new Story(
        Instant.now(),
        result.seconds(),
        Machine.here(),
        new Story.Network(
            model.name(),
            "A small network for the synthetic scenes of this demo; not for real roads.",
            model.input().width() + "x" + model.input().height(),
            model.bytes()),
        shown(),
        result.reusedClips(),
        result.runs().stream().map(this::run).toList(),
        result.large().stream().map(this::point).toList(),
        score(result.overall()),
        result.classes().stream().map(StoryBuilder::score).toList(),
        pictures,
        Optional.of(
            new Story.Film(
                film,
                "All clips one after the other: each vehicle has its number and its color, and the lines of the lanes count; what was missed is dashed.")),
        commands(folder),
        limits());
  }

  private List<Story.Clip> shown() throws IOException {
    List<Story.Clip> shown = new ArrayList<>();
    for (int i = 0; i < clips.all().size(); i++) {
      var clip = clips.all().get(i);
      DemoResult.OfClip judged = result.clips().get(i);
      shown.add(
          new Story.Clip(
              Scenes.name(clip),
              clip.conditions().name().toLowerCase(Locale.ROOT),
              clip.width(),
              clip.height(),
              clip.seconds(),
              judged.frames(),
              Files.size(clips.video(clip)),
              score(judged.figures()),
              judged.found(),
              judged.there(),
              judged.lanes().stream()
                  .map(
                      lane ->
                          new Story.Crossings(
                              lane.line(), lane.direction(), lane.counted(), lane.there()))
                  .toList()));
    }
    return shown;
  }

  private Story.Run run(Job.Outcome run) {
    return new Story.Run(
        run.sharing(),
        result.tasks(),
        run.frames(),
        run.seconds(),
        run.processorSeconds(),
        orNaN(run.readySeconds()),
        orNone(run.peakBytes()),
        orNone(run.growthBytes()),
        run.copies(),
        run.detections(),
        run.digest());
  }

  private Story.Point point(Job.Outcome run) {
    return new Story.Point(
        result.largeModel(),
        run.sharing(),
        result.tasks(),
        orNaN(run.readySeconds()),
        orNone(run.peakBytes()));
  }

  private static long orNone(Long bytes) {
    return bytes == null ? 0 : bytes;
  }

  private static Story.Score score(Figures figures) {
    return new Story.Score(
        figures.name(),
        figures.there(),
        figures.found() + figures.wrong(),
        orNaN(figures.precision()),
        orNaN(figures.recall()),
        orNaN(figures.averagePrecision()));
  }

  private static double orNaN(Double value) {
    return value == null ? Double.NaN : value;
  }

  /** Returns the commands that the report suggests as next steps. */
  static List<Story.Command> commands(Path folder) {
    String table = ShellQuoting.of(folder.resolve("detections").toString());
    String videos = ShellQuoting.of(folder.resolve("videos").toString());
    return List.of(
        new Story.Command(
            "Find vehicles in a video of your own, with a public model:",
            "./euge models pull yolo-fastest-1.1-xl\n"
                + "./euge detect YOUR_VIDEO --model yolo-fastest-1.1-xl --output found"),
        new Story.Command(
            "The same with your own YOLO model in Darknet's format, its .weights and .names beside it:",
            "./euge detect YOUR_VIDEO --model YOUR_MODEL.cfg --output found"),
        new Story.Command(
            "Track the vehicles of the clips and count them at the lines:",
            "./euge track "
                + videos
                + " --model demo --output tracks\n./euge count tracks --lines "
                + ShellQuoting.of(folder.resolve("videos/scenes.lines.json").toString())
                + " --interval 1min --output counts.csv"),
        new Story.Command(
            "Ask for the figures of this page again:",
            "./euge evaluate " + table + " --truth " + videos));
  }

  private List<String> limits() {
    return List.of(
        "The scenes are synthetic and the network was trained on scenes like them, with other seeds: the figures say nothing about real roads.",
        String.format(
            Locale.ROOT,
            "Vehicles of which less than %.0f%% can be seen, or that are lower than %.1f%% of the picture, need not be found and count neither way.",
            100 * IgnoreThresholds.STANDARD.visible(),
            100 * IgnoreThresholds.STANDARD.height()),
        "Clips are short: a vehicle that is on a line when its clip begins or ends is counted by chance, and a vehicle hidden by another at the line may be missed.",
        "Times and memory are of one run each, the one with the shared model first, and whatever else this machine did slows the one or the other.",
        "Each run had a process of its own, in which everything was run once before with a tiny model.",
        "Models are loaded plainly here, so that sharing is the only difference; euge detect maps a compiled model, of which private copies share pages too.",
        "The large network has random weights: it costs what a trained one costs, and finds nothing that means anything.");
  }
}
