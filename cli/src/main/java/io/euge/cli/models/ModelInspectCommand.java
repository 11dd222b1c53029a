package io.euge.cli.models;

import io.euge.detection.head.Head;
import io.euge.detection.family.Heads;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.model.onnx.ModelInspection;
import io.euge.model.spec.TensorSpec;
import io.euge.model.store.ModelStore;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code euge models inspect}: what a graph takes, gives and costs. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    footer = "  euge models inspect yolov3.onnx",
    description = "Shows a model's inputs, outputs, head, labels, size and work.")
final class ModelInspectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME|FILE",
      description =
          "A name that euge models list shows, an .onnx file, made by Euge or not, or a Darknet .cfg"
              + " with its .weights and .names beside it.")
  private String named;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ModelInspection model = ModelInspection.of(graph());
    line(out, "name", model.name());
    model.inputs().forEach(tensor -> line(out, "input", tensor(tensor)));
    model.outputs().forEach(tensor -> line(out, "output", tensor(tensor)));
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
            : model.labels().size() + ": " + String.join(", ", model.labels()));
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

  private Path graph() {
    ModelStore store = DetectionModels.standard();
    boolean graph =
        Files.exists(Path.of(named)) && !named.toLowerCase(Locale.ROOT).endsWith(".cfg");
    if (!graph || store.catalogue().contains(named)) {
      return store.resolve(named).graph();
    }
    ModelStore.requireModel(Path.of(named));
    return Path.of(named);
  }

  private static void line(PrintWriter out, String what, String value) {
    out.printf("%-11s%s%n", what, value);
  }

  private static String tensor(TensorSpec tensor) {
    return tensor.name() + " " + tensor.type().label() + " " + tensor.shape();
  }
}
