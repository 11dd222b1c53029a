package io.euge.cli.models;

import io.euge.Printable;
import io.euge.cli.console.ModelArguments;
import io.euge.detection.family.Heads;
import io.euge.detection.head.Head;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.model.ModelException;
import io.euge.model.ModelMetadata;
import io.euge.model.importing.ImportPlan;
import io.euge.model.importing.ModelDescription;
import io.euge.model.onnx.ModelInspection;
import io.euge.model.onnx.OnnxFile;
import io.euge.model.onnx.QuantizedGraph;
import io.euge.model.spec.FrameFit;
import io.euge.model.spec.TensorSpec;
import io.euge.model.store.ForeignModels;
import io.euge.model.store.ModelStore;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code euge models inspect}: shows the inputs, outputs and cost of a graph. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    footer = "  euge models inspect yolov3.onnx",
    description =
        "Shows a model's inputs, outputs, head, labels, preprocessing, size and computation, and "
            + "where each was found.")
final class ModelInspectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME|FILE",
      description =
          "A name that euge models list shows, an .onnx file, made by Euge or not, or a Darknet .cfg"
              + " with its .weights and .names beside it.")
  private String named;

  @Mixin private ModelArguments described;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    OnnxFile file = OnnxFile.read(graph());
    ModelInspection model = ModelInspection.of(file);
    line(out, "name", Printable.of(model.name()));
    model.inputs().forEach(tensor -> line(out, "input", tensor(tensor)));
    model.outputs().forEach(tensor -> line(out, "output", tensor(tensor)));
    if (ForeignModels.isForeign(file)) {
      foreign(out, file);
    } else {
      ModelStore.requireUndescribed(file.path(), described.description());
      own(out, model);
    }
    if (QuantizedGraph.isQuantized(file.operators())) {
      line(out, "notice", QuantizedGraph.ON_GPU);
    }
    line(out, "parameters", String.format(Locale.ROOT, "%,d", model.parameters()));
    line(
        out,
        "GFLOPs",
        model.gflops().isPresent()
            ? String.format(Locale.ROOT, "%.2f a frame", model.gflops().getAsDouble())
            : "unknown: the file does not give the shapes");
    line(out, "bytes", String.format(Locale.ROOT, "%,d", model.bytes()));
    line(out, "sha256", model.sha256());
    line(out, "weights", model.origin());
    out.flush();
    return 0;
  }

  private static void own(PrintWriter out, ModelInspection model) {
    Optional<Head> head = Heads.find(model.metadata());
    if (head.isEmpty()) {
      line(out, "head", "unknown");
    }
    head.ifPresent(
        known -> known.describe().forEach(part -> line(out, "head", known.family() + " " + part)));
    line(
        out,
        "labels",
        model.labels().isEmpty()
            ? "none"
            : model.labels().size()
                + ": "
                + model.labels().stream().map(Printable::of).collect(Collectors.joining(", ")));
    line(
        out,
        "fit",
        Printable.of(
            model.metadata().getOrDefault(ModelMetadata.FIT, FrameFit.DARKNET.toString())));
    line(out, "source", "the metadata that Euge wrote");
  }

  private void foreign(PrintWriter out, OnnxFile file) {
    ModelDescription said = described.description();
    try {
      ImportPlan plan = DetectionModels.standard().imports().plan(file, said);
      plan.findings()
          .forEach(
              each -> line(out, each.part(), each.value() + "  (" + each.source().label() + ")"));
      plan.notices().forEach(notice -> line(out, "notice", notice));
    } catch (ModelException e) {
      line(out, "head", "unknown");
      line(out, "labels", "none");
      line(out, "problem", e.getMessage());
    }
  }

  private Path graph() {
    ModelStore store = DetectionModels.standard();
    Path file = Path.of(store.file(named));
    boolean graph =
        Files.exists(file) && !file.toString().toLowerCase(Locale.ROOT).endsWith(".cfg");
    if (!graph) {
      return store.resolve(named, described.description()).graph();
    }
    ModelStore.requireModel(file);
    return file;
  }

  private static void line(PrintWriter out, String what, String value) {
    out.printf("%-11s%s%n", what, value);
  }

  private static String tensor(TensorSpec tensor) {
    return Printable.of(tensor.name()) + " " + tensor.type().label() + " " + tensor.shape();
  }
}
