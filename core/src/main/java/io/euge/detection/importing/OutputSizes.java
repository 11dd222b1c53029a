package io.euge.detection.importing;

import io.euge.model.ModelMetadata;
import io.euge.model.importing.Adaptation;
import io.euge.model.importing.ImportPlan;
import io.euge.model.importing.ModelDescription;
import io.euge.model.importing.OutputUse;
import io.euge.model.onnx.ModelInspection;
import io.euge.model.spec.Dimension;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.FrameFit;
import io.euge.model.spec.InputSize;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.InputSpec.ColorOrder;
import io.euge.model.spec.Normalization;
import io.euge.model.spec.TensorSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sizes of outputs that a file does not give, as a run on synthetic images shows them. The
 * first dimension, which counts frames or rows, stays as it is.
 */
final class OutputSizes {
  /** Operators whose results have as many rows as they find. */
  private static final Set<String> SELECTING =
      Set.of("NonMaxSuppression", "NonZero", "Unique", "Compress");

  private final ModelInspection graph;
  private final ImageGuess image;
  private final InputSize size;

  OutputSizes(ModelInspection graph, ImageGuess image, InputSize size) {
    this.graph = graph;
    this.image = image;
    this.size = size;
  }

  /** Returns whether a run can show more than the file says. */
  boolean areOpen() {
    return targets().isPresent() && graph.outputs().stream().anyMatch(this::isOpen);
  }

  private boolean isOpen(TensorSpec output) {
    int rank = output.shape().size();
    boolean any = output.shape().stream().skip(1).anyMatch(Dimension::isDynamic);
    return rank == 0 || (rank > 1 && (selects() ? output.shape().get(rank - 1).isDynamic() : any));
  }

  private boolean selects() {
    return graph.operators().stream().anyMatch(SELECTING::contains);
  }

  /** Returns the size of the image for each other input; empty if one takes something else. */
  private Optional<Map<String, List<Long>>> targets() {
    Map<String, List<Long>> targets = new HashMap<>();
    for (TensorSpec input : graph.inputs()) {
      if (!input.equals(image.tensor())) {
        List<Dimension> shape = input.shape();
        if (input.type() != ElementType.INT64 || shape.size() != 2 || shape.get(1).size() != 2) {
          return Optional.empty();
        }
        targets.put(input.name(), List.of((long) size.width(), (long) size.height()));
      }
    }
    return Optional.of(targets);
  }

  /** Returns a plan for a run that gives sizes and not numbers. */
  ImportPlan plan() {
    boolean bytes = image.tensor().type() == ElementType.UINT8;
    List<Float> ones = Collections.nCopies(InputSpec.CHANNELS, 1f);
    List<Float> zeros = Collections.nCopies(InputSpec.CHANNELS, 0f);
    InputSpec input =
        new InputSpec(
            image.tensor().name(),
            size.width(),
            size.height(),
            image.layout(),
            image.tensor().type(),
            ColorOrder.RGB,
            bytes ? Normalization.NONE : new Normalization(1 / 255f, zeros, ones),
            FrameFit.DARKNET,
            false);
    List<OutputUse> uses =
        graph.outputs().stream().map(output -> OutputUse.ofSizes(output.name())).toList();
    return new ImportPlan(
        new Adaptation(input, targets().orElseThrow(), uses, false),
        ModelMetadata.describe(graph.name(), List.of(), List.of()),
        ModelDescription.NONE,
        List.of(),
        List.of());
  }

  /** Returns for each output the sizes that all runs had, {@code ?} for others. */
  List<String> found(GraphProbe.Outputs runs) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < graph.outputs().size(); i++) {
      int output = i;
      List<List<Long>> sizes =
          runs.frames().stream().map(frame -> sizes(frame.get(output))).toList();
      List<String> same = new ArrayList<>();
      for (int at = 0; at < sizes.get(0).size(); at++) {
        int index = at;
        long first = sizes.get(0).get(at);
        boolean always =
            sizes.stream().allMatch(each -> each.size() > index && each.get(index) == first);
        same.add(always && first > 0 ? Long.toString(first) : "?");
      }
      found.add(String.join(" ", same));
    }
    return found;
  }

  /** Reads sizes as a run gives them: rows of one number, filled up. */
  private static List<Long> sizes(FloatBuffer numbers) {
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < numbers.limit() && numbers.get(i) != OutputUse.NO_ROW; i++) {
      sizes.add((long) numbers.get(i));
    }
    return sizes;
  }

  /** Returns the outputs with sizes that were found. */
  List<TensorSpec> known(List<String> found) {
    List<TensorSpec> known = new ArrayList<>();
    for (int i = 0; i < graph.outputs().size(); i++) {
      TensorSpec output = graph.outputs().get(i);
      known.add(isOpen(output) ? known(output, found.get(i).split(" ", -1)) : output);
    }
    return known;
  }

  private TensorSpec known(TensorSpec output, String[] found) {
    boolean declared = output.shape().size() == found.length;
    List<Dimension> shape = new ArrayList<>();
    for (int at = 0; at < found.length; at++) {
      Dimension given = declared ? output.shape().get(at) : Dimension.dynamic("");
      boolean shown = at > 0 && !found[at].equals("?") && (at == found.length - 1 || !selects());
      shape.add(given.isDynamic() && shown ? Dimension.fixed(Long.parseLong(found[at])) : given);
    }
    return new TensorSpec(output.name(), output.type(), shape);
  }
}
