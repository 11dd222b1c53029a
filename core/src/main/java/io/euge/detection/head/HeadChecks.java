package io.euge.detection.head;

import io.euge.Printable;
import io.euge.Quantity;
import io.euge.model.Model;
import io.euge.model.ModelException;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.TensorSpec;
import java.util.List;

/** Checks of a model that several heads share. */
public final class HeadChecks {
  /** Floats of an output for one frame: more is no output for a video's frame. */
  private static final long MAX_FLOATS = 1L << 29;

  private HeadChecks() {}

  /**
   * Checks that the graph has an output of floats in a shape.
   *
   * @param frame the dimensions for one frame
   */
  public static void output(Model model, String name, long... frame) {
    TensorSpec expected = TensorSpec.ofFrames(name, ElementType.FLOAT, frame);
    boolean has =
        expected.frameElements().orElse(Long.MAX_VALUE) <= MAX_FLOATS
            && model.outputs().stream().anyMatch(output -> matches(expected, output));
    if (!has) {
      throw new ModelException(
          model.graph()
              + " describes a head "
              + Printable.of(name)
              + " that its graph does not have in that shape; import the model again");
    }
  }

  /**
   * Checks that the graph has an output with a number for each row.
   *
   * @param filled whether rows are filled up, so that each is a table's
   */
  public static void column(Model model, String name, long rows, boolean filled) {
    if (filled) {
      output(model, name, rows, 1);
    } else {
      output(model, name, rows);
    }
  }

  private static boolean matches(TensorSpec expected, TensorSpec output) {
    int rank = output.shape().size();
    return output.name().equals(expected.name())
        && output.type() == expected.type()
        && output
            .shape()
            .subList(Math.min(1, rank), rank)
            .equals(expected.shape().subList(1, expected.shape().size()));
  }

  /** Checks that the grids of the model's input have so many cells. */
  public static void cells(Model model, List<Grid> grids, int cells) {
    if (Grid.cells(grids) != cells) {
      throw new ModelException(
          "%s describes a head of %d cells, and its input has %d; import the model again"
              .formatted(model.graph(), cells, Grid.cells(grids)));
    }
  }

  /** Checks that there is a label for each class. */
  public static void labels(Model model, int classes) {
    int labels = model.labels().size();
    if (labels != classes) {
      throw new ModelException(
          model.graph()
              + " has "
              + Quantity.of(labels, "label")
              + " for "
              + Quantity.of(classes, "class", "classes")
              + "; import it again with a .names file of one label a line");
    }
  }
}
