package io.euge.demo;

import io.euge.EugeException;
import io.euge.Quantity;
import io.euge.cli.job.ProgressLine;
import io.euge.cli.table.DetectionRow;
import io.euge.cli.table.DetectionTable;
import io.euge.demo.page.Page;
import io.euge.demo.page.Story;
import io.euge.demo.scenes.SceneLines;
import io.euge.demo.scenes.Scenes;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.evaluation.groundtruth.VideoGroundTruth;
import io.euge.inference.sharing.SharingMode;
import io.euge.model.Model;
import io.euge.model.darknet.SeededNetworks;
import io.euge.model.store.ModelStore;
import io.euge.traffic.Clip;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Runs the steps of the demo. */
final class Demo {
  private static final int STEPS = 6;
  private static final String FILM = "annotated.mp4";

  /** The large network is measured for time and memory only, so every tenth frame suffices. */
  private static final int LARGE_EVERY = 10;

  private final long start = System.nanoTime();
  private final Path given;
  private final double seconds;
  private final int tasks;
  private final String modelName;
  private final StepLog steps;

  Demo(Path given, double seconds, int tasks, String modelName, PrintWriter out) {
    this.given = given;
    this.seconds = seconds;
    this.tasks = tasks;
    this.modelName = modelName;
    this.steps = new StepLog(out, STEPS);
  }

  /**
   * Runs all steps.
   *
   * @throws EugeException if the directory cannot be used, a process fails or the results of two
   *     runs differ
   */
  void run() throws Exception {
    try (DemoFolder folder = DemoFolder.open(given, seconds)) {
      try {
        run(folder);
      } catch (IOException e) {
        EugeException known = JobFailure.of(e);
        throw known == null ? e : known;
      }
    }
  }

  private void run(DemoFolder folder) throws Exception {
    ModelStore store =
        DetectionModels.in(JobRunner.cache(folder.scratch().path()).resolve("models"));
    Model model = store.resolve(modelName);
    Scenes clips = Scenes.of(folder.videos(), Clip.FIRST_UNLEARNT, DemoCommand.CLIPS, seconds);
    int reused = draw(clips, folder);
    SceneLines.write(folder.videos());
    SeededNetworks networks = new SeededNetworks(folder.scratch().path());
    JobRunner runs =
        new JobRunner(clips.videos(), tasks, store.resolve(networks.tiny()), folder.scratch());

    List<Job.Outcome> outcomes = jobs(runs);
    DemoFolder.replace(runs.table(modelName, SharingMode.PROCESS), folder.table());
    List<DetectionRow> found = new DetectionTable(folder.table()).inOrder();
    Model large = store.resolve(networks.large());
    String largeName =
        String.format(
            Locale.ROOT,
            "%.0f MB of random weights, for time and memory only",
            large.bytes() / 1e6);
    List<Job.Outcome> largeOutcomes = large(runs, large);
    DemoEvaluation evaluation = evaluate(clips, found);
    Map<String, ClipCounts> counts = count(evaluation, found);
    steps.next("annotated pictures, the annotated video and the report");
    List<Story.Picture> pictures = paint(folder, clips, evaluation, counts, found);
    DemoResult result =
        new DemoResult(
            (System.nanoTime() - start) / 1e9,
            reused,
            modelName,
            tasks,
            outcomes,
            true,
            largeName,
            largeOutcomes,
            DemoResult.overall(evaluation.overall()),
            DemoResult.classes(evaluation.overall()),
            evaluation.clips().stream()
                .map(clip -> DemoResult.OfClip.of(clip, counts.get(clip.truth().video())))
                .toList());
    StoryBuilder story = new StoryBuilder(result, model, clips, pictures, given, FILM);
    Page.write(story.story(), folder.path());
    Files.writeString(folder.summary(), result.json());
    end(result);
  }

  private int draw(Scenes clips, DemoFolder folder) throws Exception {
    steps.next(
        "%d clips of a synthetic traffic camera, %.0f s each, %d frames",
        clips.all().size(), seconds, clips.frames());
    List<Clip> missing = clips.missing();
    int frames = missing.stream().mapToInt(Clip::frames).sum();
    if (frames > 0) {
      AtomicLong drawn = new AtomicLong();
      long from = System.nanoTime();
      try (ProgressLine line = ProgressLine.start("frames drawn", drawn::get, frames)) {
        clips.make(missing, folder.scratch().path(), drawn::incrementAndGet);
      }
      steps.say("%d frames drawn in %.1f s", frames, (System.nanoTime() - from) / 1e9);
    }
    int reused = clips.all().size() - missing.size();
    if (reused > 0) {
      steps.say("%s from an earlier demo", Quantity.of(reused, "clip is there", "clips are there"));
    }
    return reused;
  }

  private List<Job.Outcome> jobs(JobRunner runs) throws Exception {
    steps.next("the Spark job, %s at once, one model for all of them", Quantity.of(tasks, "task"));
    Job.Outcome shared = runs.run(modelName, SharingMode.PROCESS, 1);
    tell(shared);
    steps.next("the same job with a model for each task, as without Euge");
    Job.Outcome apart = runs.run(modelName, SharingMode.TASK, 1);
    tell(apart);
    JobRunner.requireSame(shared, apart);
    steps.say("both runs have bit-identical detections (%s)", shared.digest());
    return List.of(shared, apart);
  }

  private void tell(Job.Outcome run) {
    steps.say(
        "%d frames in %.1f s (%.0f a second, %.1f s of CPU time)",
        run.frames(), run.seconds(), run.framesPerSecond(), run.processorSeconds());
    steps.say("model ready in all tasks after %s, %s", ready(run), copies(run));
  }

  private static String ready(Job.Outcome run) {
    return run.readySeconds() == null
        ? "a time that was not seen"
        : String.format(Locale.ROOT, "%.2f s", run.readySeconds());
  }

  private static String copies(Job.Outcome run) {
    String copies = run.copies() == 1 ? "1 copy of it" : run.copies() + " copies of it";
    return run.peakBytes() == null
        ? copies
        : String.format(
            Locale.ROOT,
            "%s, %.0f MB more memory (%.0f in all)",
            copies,
            run.growthBytes() / 1e6,
            run.peakBytes() / 1e6);
  }

  private List<Job.Outcome> large(JobRunner runs, Model large) throws Exception {
    steps.next(
        "what a large model costs: %.0f MB of random weights, time and memory only",
        large.bytes() / 1e6);
    String graph = large.graph().toString();
    Job.Outcome shared = runs.run(graph, SharingMode.PROCESS, LARGE_EVERY);
    tell(shared);
    Job.Outcome apart = runs.run(graph, SharingMode.TASK, LARGE_EVERY);
    tell(apart);
    JobRunner.requireSame(shared, apart);
    return List.of(shared, apart);
  }

  private DemoEvaluation evaluate(Scenes clips, List<DetectionRow> found) throws IOException {
    steps.next("what was found, compared with ground truth");
    List<VideoGroundTruth> truths = new ArrayList<>();
    for (Clip clip : clips.all()) {
      truths.add(clips.read(clip));
    }
    DemoEvaluation evaluation = DemoEvaluation.of(truths, found);
    var overall = evaluation.overall();
    steps.say(
        "precision %.3f, recall %.3f, mean average precision %.3f over %d vehicles in %d frames",
        overall.overall().precision(),
        overall.overall().recall(),
        overall.map50(),
        overall.overall().truths(),
        overall.images());
    return evaluation;
  }

  private Map<String, ClipCounts> count(DemoEvaluation evaluation, List<DetectionRow> found) {
    Map<String, List<DetectionRow>> byVideo =
        found.stream().collect(Collectors.groupingBy(DetectionRow::name));
    Map<String, ClipCounts> counts = new HashMap<>();
    int counted = 0;
    int there = 0;
    for (DemoEvaluation.OfClip clip : evaluation.clips()) {
      String name = clip.truth().video();
      ClipCounts of = ClipCounts.of(clip.truth(), byVideo.getOrDefault(name, List.of()));
      counts.put(name, of);
      counted += of.lanes().stream().mapToInt(ClipCounts.OfLane::counted).sum();
      there += of.lanes().stream().mapToInt(ClipCounts.OfLane::there).sum();
    }
    steps.say(
        "%s counted at the lines of the lanes, of %d that truly crossed them",
        Quantity.of(counted, "vehicle"), there);
    return counts;
  }

  private List<Story.Picture> paint(
      DemoFolder folder,
      Scenes clips,
      DemoEvaluation evaluation,
      Map<String, ClipCounts> counts,
      List<DetectionRow> found)
      throws IOException {
    AtomicLong painted = new AtomicLong();
    Path film = folder.scratch().path().resolve(FILM);
    List<Story.Picture> pictures;
    try (ProgressLine line = ProgressLine.start("frames painted", painted::get, clips.frames())) {
      pictures =
          new Pictures(clips, evaluation, counts, found, painted::incrementAndGet)
              .paint(film, Pictures.empty(folder.pictures()));
    }
    DemoFolder.replace(film, folder.path().resolve(FILM));
    return pictures;
  }

  private void end(DemoResult result) {
    steps.line("");
    steps.line(String.format(Locale.ROOT, "done in %.0f s", result.seconds()));
    steps.line("  the report           " + given.resolve(Page.NAME));
    steps.line("  the annotated video  " + given.resolve(FILM));
    steps.line("  the table            " + given.resolve("detections"));
    for (Story.Command command : StoryBuilder.commands(given)) {
      steps.line("");
      steps.line(command.words());
      command.line().lines().forEach(line -> steps.line("  " + line));
    }
  }
}
