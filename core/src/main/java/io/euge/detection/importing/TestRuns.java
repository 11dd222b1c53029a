package io.euge.detection.importing;

import io.euge.EugeException;
import io.euge.detection.head.Recognition;
import io.euge.model.importing.Adaptation;
import io.euge.model.importing.ImportPlan;
import io.euge.model.onnx.ModelInspection;
import io.euge.model.spec.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides by runs of a graph on synthetic images, and keeps what was decided. */
final class TestRuns {
  private final Path folder;
  private final GraphProbe probe;

  TestRuns(Path folder, GraphProbe probe) {
    this.folder = folder;
    this.probe = probe;
  }

  /**
   * Returns how outputs are read, and whether runs take several frames.
   *
   * @param missing what other families would have to be told
   * @param said whether the user named the head
   * @throws Unresolved if that cannot be decided, or the graph does not run
   */
  Decision decide(
      Framing framing, List<List<Recognition>> readings, List<String> missing, boolean said) {
    List<String> inputs = new ArrayList<>(List.of(framing.graph().sha256(), "said " + said));
    readings.forEach(
        family ->
            family.forEach(
                reading -> inputs.add(reading + " " + framing.plan(reading, false).adaptation())));
    RunRecord record = RunRecord.of(folder, inputs);
    Optional<Decision> earlier = Decision.read(record);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Decision decision = run(framing, readings, missing, said);
    decision.write(record);
    return decision;
  }

  /**
   * Returns the outputs of a graph with the sizes that runs show.
   *
   * @throws Unresolved if the graph does not run
   */
  List<TensorSpec> outputs(ModelInspection graph, OutputSizes sizes) {
    ImportPlan plan = sizes.plan();
    RunRecord record =
        RunRecord.of(folder, List.of("sizes", graph.sha256(), plan.adaptation().toString()));
    Optional<List<String>> earlier = record.read(graph.outputs().size());
    if (earlier.isPresent()) {
      return sizes.known(earlier.get());
    }
    List<String> found;
    try {
      found = sizes.found(probe.run(graph, plan));
    } catch (EugeException e) {
      throw new Unresolved(Framing.testFailure(e));
    }
    record.write(found);
    return sizes.known(found);
  }

  private Decision run(
      Framing framing, List<List<Recognition>> readings, List<String> missing, boolean said) {
    Map<Adaptation, GraphProbe.Outputs> runs = new HashMap<>();
    HeadChoice choice = new HeadChoice(missing);
    Recognition chosen =
        choice.choose(
            readings,
            said,
            reading -> {
              ImportPlan plan = framing.plan(reading, false);
              return runs.computeIfAbsent(plan.adaptation(), adaptation -> outputs(framing, plan));
            });
    boolean batches =
        framing.canBatch(chosen) && probe.batches(framing.graph(), framing.plan(chosen, true));
    boolean doubtful =
        choice.problems().stream().anyMatch(each -> each.startsWith(chosen.name() + ": "));
    return new Decision(
        chosen.name(),
        batches,
        doubtful
            ? "what it computes for a test image does not look like its head (%s): compare with euge models try"
                .formatted(String.join("; ", choice.problems()))
            : "");
  }

  private GraphProbe.Outputs outputs(Framing framing, ImportPlan plan) {
    try {
      return probe.run(framing.graph(), plan);
    } catch (EugeException e) {
      throw new Unresolved(framing.failure(e));
    }
  }
}
