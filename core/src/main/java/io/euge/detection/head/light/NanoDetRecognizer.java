package io.euge.detection.head.light;

import io.euge.detection.head.ForeignGraph;
import io.euge.detection.head.Grid;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadLine;
import io.euge.detection.head.HeadRecognizer;
import io.euge.detection.head.Recognition;
import io.euge.detection.head.UsualInput;
import io.euge.model.importing.GraphAdapter;
import io.euge.model.importing.OutputUse;
import io.euge.model.spec.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Recognizes two outputs for each grid, or one of all grids. */
public final class NanoDetRecognizer implements HeadRecognizer {
  private static final int[] STRIDES = {8, 16, 32};
  private static final int[] PLUS_STRIDES = {8, 16, 32, 64};
  private static final int COCO = 80;

  /** The bins of a side in the published models: NanoDet-m and NanoDet-g. */
  private static final List<Integer> USUAL_BINS = List.of(8, 11);

  @Override
  public String family() {
    return NanoDetHead.FAMILY;
  }

  @Override
  public Head read(List<String> lines) {
    List<NanoDetHead.Level> levels = new ArrayList<>();
    for (String text : lines) {
      HeadLine line = HeadLine.parse(text);
      levels.add(
          new NanoDetHead.Level(
              line.count("stride"),
              line.text("scores"),
              line.text("distances"),
              line.count("rows")));
    }
    HeadLine first = HeadLine.parse(lines.get(0));
    return new NanoDetHead(levels, first.count("classes"), first.count("bins"), first.flag("plus"));
  }

  @Override
  public List<Recognition> recognize(ForeignGraph graph) {
    List<Recognition> found = new ArrayList<>();
    for (int[] strides : List.of(STRIDES, PLUS_STRIDES)) {
      separate(graph, strides).or(() -> joined(graph, strides)).ifPresent(found::add);
    }
    return found;
  }

  @Override
  public Optional<String> missing(ForeignGraph graph) {
    boolean shaped =
        graph.named().isEmpty()
            && List.of(STRIDES, PLUS_STRIDES).stream()
                .anyMatch(strides -> table(graph, graph.cells(strides)).isPresent());
    return shaped
        ? Optional.of("labels, for a row of NanoDet's has classes and bins together")
        : Optional.empty();
  }

  private static Optional<TensorSpec> table(ForeignGraph graph, long rows) {
    return graph.outputs().stream()
        .filter(output -> output.shape().size() == 3 && !output.shape().get(2).isDynamic())
        .filter(output -> output.shape().get(1).size() == rows)
        .findFirst();
  }

  private static Optional<Recognition> joined(ForeignGraph graph, int[] strides) {
    long rows = graph.cells(strides);
    Optional<TensorSpec> output = table(graph, rows);
    if (output.isEmpty() || graph.outputs().size() != 1) {
      return Optional.empty();
    }
    long numbers = output.get().shape().get(2).size();
    Optional<Integer> classes =
        graph.named().isPresent()
            ? Optional.of(graph.named().getAsInt())
            : USUAL_BINS.stream()
                .filter(bins -> COCO + (long) NanoDetHead.SIDES * bins == numbers)
                .map(bins -> COCO)
                .findFirst();
    long sides = numbers - classes.orElse(0);
    if (classes.isEmpty() || sides < 2L * NanoDetHead.SIDES || sides % NanoDetHead.SIDES != 0) {
      return Optional.empty();
    }
    String name = GraphAdapter.outputName(output.get().name());
    List<NanoDetHead.Level> levels =
        IntStream.of(strides)
            .mapToObj(stride -> new NanoDetHead.Level(stride, name, name, Math.toIntExact(rows)))
            .toList();
    int bins = Math.toIntExact(sides / NanoDetHead.SIDES);
    return Optional.of(
        recognition(
            new NanoDetHead(levels, classes.get(), bins, strides == PLUS_STRIDES),
            List.of(OutputUse.fixed(output.get().name(), rows, numbers)),
            List.of(output.get())));
  }

  private static Optional<Recognition> separate(ForeignGraph graph, int[] strides) {
    List<NanoDetHead.Level> levels = new ArrayList<>();
    List<OutputUse> uses = new ArrayList<>();
    List<TensorSpec> read = new ArrayList<>();
    long classes = 0;
    long sides = 0;
    for (Grid grid : Grid.of(graph.width(), graph.height(), strides)) {
      List<TensorSpec> pair =
          graph.outputs().stream()
              .filter(output -> output.shape().size() == 3 && !output.shape().get(2).isDynamic())
              .filter(output -> output.shape().get(1).size() == grid.cells())
              .toList();
      if (pair.size() != 2) {
        return Optional.empty();
      }
      int first = pair.get(1).name().contains("cls") ? 1 : 0;
      TensorSpec scores = pair.get(first);
      TensorSpec distances = pair.get(1 - first);
      boolean same = levels.isEmpty() || (width(scores) == classes && width(distances) == sides);
      classes = width(scores);
      sides = width(distances);
      if (!same || sides % NanoDetHead.SIDES != 0 || sides < 2L * NanoDetHead.SIDES) {
        return Optional.empty();
      }
      levels.add(
          new NanoDetHead.Level(
              grid.stride(),
              GraphAdapter.outputName(scores.name()),
              GraphAdapter.outputName(distances.name()),
              grid.cells()));
      uses.add(OutputUse.fixed(scores.name(), grid.cells(), classes));
      uses.add(OutputUse.fixed(distances.name(), grid.cells(), sides));
      read.addAll(pair);
    }
    return Optional.of(
        recognition(
            new NanoDetHead(
                levels,
                Math.toIntExact(classes),
                Math.toIntExact(sides / NanoDetHead.SIDES),
                strides == PLUS_STRIDES),
            uses,
            read));
  }

  private static long width(TensorSpec output) {
    return output.shape().get(2).size();
  }

  private static Recognition recognition(
      NanoDetHead head, List<OutputUse> uses, List<TensorSpec> read) {
    boolean batches = ForeignGraph.countsFrames(read);
    return Recognition.of(head, head.classes(), uses, UsualInput.NANODET, batches);
  }
}
