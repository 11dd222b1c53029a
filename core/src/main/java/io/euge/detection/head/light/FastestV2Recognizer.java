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
import io.euge.model.spec.Dimension;
import io.euge.model.spec.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/** Recognizes a table with a row for each cell of the strides 16 and 32, or a table for each. */
public final class FastestV2Recognizer implements HeadRecognizer {
  private static final String ASSUMED =
      "its anchors are taken to be those of Yolo-FastestV2's published model: a network that was trained with others gives boxes of wrong sizes";

  @Override
  public String family() {
    return FastestV2Head.FAMILY;
  }

  @Override
  public Head read(List<String> lines) {
    List<String> outputs = new ArrayList<>();
    for (String line : lines) {
      outputs.add(HeadLine.parse(line).text("output"));
    }
    return new FastestV2Head(outputs, HeadLine.parse(lines.get(0)).count("classes"));
  }

  @Override
  public List<Recognition> recognize(ForeignGraph graph) {
    List<Grid> grids = FastestV2Head.grids(graph.width(), graph.height());
    for (TensorSpec output : graph.outputs()) {
      List<Long> shape = sizes(output);
      int rank = shape.size();
      long cells = Grid.cells(grids);
      boolean table = rank == 2 || (rank == 3 && Math.abs(shape.get(0)) == 1);
      if (table && shape.get(rank - 2) == cells && isRow(graph, shape.get(rank - 1))) {
        return List.of(
            recognition(
                shape.get(rank - 1),
                List.of(OutputUse.fixed(output.name(), cells, shape.get(rank - 1)))));
      }
    }
    return separate(graph, grids);
  }

  private static List<Recognition> separate(ForeignGraph graph, List<Grid> grids) {
    List<OutputUse> uses = new ArrayList<>();
    long numbers = 0;
    for (Grid grid : grids) {
      for (TensorSpec output : graph.outputs()) {
        List<Long> shape = sizes(output);
        if (shape.size() == 4
            && shape.get(1) == grid.rows()
            && shape.get(2) == grid.columns()
            && isRow(graph, shape.get(3))) {
          numbers = shape.get(3);
          uses.add(OutputUse.fixed(output.name(), grid.cells(), numbers));
        }
      }
    }
    return uses.size() == grids.size() ? List.of(recognition(numbers, uses)) : List.of();
  }

  private static boolean isRow(ForeignGraph graph, long numbers) {
    long classes = numbers - FastestV2Head.FIRST_CLASS;
    return classes >= 1 && graph.canName(classes);
  }

  private static List<Long> sizes(TensorSpec output) {
    return output.shape().stream().map(Dimension::size).toList();
  }

  private static Recognition recognition(long numbers, List<OutputUse> uses) {
    int classes = Math.toIntExact(numbers - FastestV2Head.FIRST_CLASS);
    FastestV2Head head =
        new FastestV2Head(
            uses.stream().map(use -> GraphAdapter.outputName(use.name())).toList(), classes);
    return Recognition.of(head, classes, uses, UsualInput.FASTEST, false).assuming(ASSUMED);
  }
}
