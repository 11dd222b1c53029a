package io.euge.bench.sharing;

import io.euge.EugeException;
import io.euge.bench.sharing.SharingResult.Curve;
import io.euge.bench.sharing.SharingResult.Mapped;
import io.euge.file.ScratchFolder;
import io.euge.model.Model;
import io.euge.process.ChildJvm;
import io.euge.process.ProcessMemory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the child processes of an experiment one after the other and checks that their results are
 * equal.
 */
final class Experiment {
  /** A small fixed heap and the serial collector, because native memory is measured. */
  private static final ChildJvm.Options CHILD =
      new ChildJvm.Options(
          List.of("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC"),
          Map.of(),
          false,
          Duration.ofMinutes(15));

  private final Plan plan;
  private final ScratchFolder scratch;
  private final Path video;
  private final Model warmUp;
  private final PrintWriter progress;
  private String digest;

  /**
   * Creates the experiment.
   *
   * @param scratch for the children's files and compiled models; the caller closes it
   * @param warmUp a tiny model
   */
  Experiment(Plan plan, ScratchFolder scratch, Path video, Model warmUp, PrintWriter progress) {
    this.plan = plan;
    this.scratch = scratch;
    this.video = video.toAbsolutePath();
    this.warmUp = warmUp;
    this.progress = progress;
  }

  private MeasurementRequest.Scene scene(Model model) {
    return new MeasurementRequest.Scene(
        model.graph().toString(),
        warmUp.graph().toString(),
        video.toString(),
        scratch.path().resolve("compiled").toString());
  }

  /**
   * Compiles the model and loads it once for all later processes; returns the duration in seconds.
   */
  double compile(Model model) throws Exception {
    say("compiling " + model.name());
    return finish(MeasurementRequest.compile(scene(model)), Double.class);
  }

  /**
   * Runs every variant once before the measurement.
   *
   * @throws EugeException if the detections differ, or if there are none to compare
   */
  void agree(Model model) throws Exception {
    say(model.name() + ": do all variants find the same?");
    for (SharingVariant variant : SharingVariant.values()) {
      PointProcess.Result result =
          finish(plan.point(scene(model), variant, 1), PointProcess.Result.class);
      check(variant, 1, result.job().digest());
    }
    if (digest.startsWith("0 detections")) {
      throw new EugeException(
          "%s finds nothing in %s, so there is nothing to compare: give another --video or --model"
              .formatted(model.name(), video));
    }
  }

  /**
   * Measures every variant with every number of tasks, alternately.
   *
   * @throws EugeException if the detections of a variant differ from those of the first
   */
  List<Point> points(Model model) throws Exception {
    List<Point> points = new ArrayList<>();
    for (int tasks : plan.tasks()) {
      Map<SharingVariant, List<PointProcess.Result>> rounds = new EnumMap<>(SharingVariant.class);
      for (int round = 0; round < plan.rounds(); round++) {
        for (SharingVariant variant : SharingVariant.values()) {
          say("%s: %s, %d tasks".formatted(model.name(), variant.label(), tasks));
          PointProcess.Result result =
              finish(plan.point(scene(model), variant, tasks), PointProcess.Result.class);
          check(variant, tasks, result.job().digest());
          rounds.computeIfAbsent(variant, key -> new ArrayList<>()).add(result);
        }
      }
      rounds.forEach(
          (variant, results) -> points.add(new Point(variant, tasks, plan.clips(tasks), results)));
    }
    return points;
  }

  private void check(SharingVariant variant, int tasks, String found) {
    if (digest == null) {
      digest = found;
    }
    if (!digest.equals(found)) {
      throw new EugeException(
          "SharingVariant '%s' with %d tasks found other things than the first one (%s, not %s), so its speed means nothing; please report this"
              .formatted(variant.label(), tasks, found, digest));
    }
  }

  /** Returns the digest of the detections, which all variants have in common. */
  String detections() {
    return digest;
  }

  Curve curve(Model model, List<Integer> framesEach, int framesOfSlot, int rounds)
      throws Exception {
    say("%s: throughput against frames a task %s".formatted(model.name(), framesEach));
    CurveProcess.Result result =
        finish(
            plan.curve(scene(model), framesEach, framesOfSlot, rounds), CurveProcess.Result.class);
    return new Curve(model.name(), plan.curveTasks(), result.points());
  }

  List<Mapped> mapped(Model model) throws Exception {
    List<Mapped> rows = new ArrayList<>();
    for (int count : plan.processes()) {
      say("%s: mapped by %d processes".formatted(model.name(), count));
      rows.add(mapped(model, count));
    }
    return rows;
  }

  private Mapped mapped(Model model, int count) throws Exception {
    List<ChildJvm> children = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        ChildJvm child = start(MeasurementRequest.hold(scene(model)));
        children.add(child);
        child.receive(ProcessMemory.class);
      }
      // Memory is read when all processes are running, because their proportional shares change
      // until then.
      ProcessMemory[] memory = new ProcessMemory[count];
      for (int i = 0; i < count; i++) {
        children.get(i).request();
        memory[i] = children.get(i).receive(ProcessMemory.class);
      }
      return new Mapped(count, Arrays.asList(memory));
    } finally {
      for (ChildJvm child : children) {
        child.close();
      }
    }
  }

  private <T> T finish(MeasurementRequest order, Class<T> type)
      throws IOException, InterruptedException {
    try (ChildJvm child = start(order)) {
      return child.finish(type);
    }
  }

  private ChildJvm start(MeasurementRequest order) throws IOException {
    return ChildJvm.start("measure the inference", ChildMain.class, order, scratch, CHILD);
  }

  private void say(String what) {
    progress.println("euge: " + what);
    progress.flush();
  }
}
