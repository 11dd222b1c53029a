package io.euge.cli.models;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.cli.console.HelpSections;
import io.euge.cli.console.ModelArguments;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.model.Model;
import io.euge.model.darknet.DarknetFiles;
import io.euge.model.importing.ImportPlan;
import io.euge.model.onnx.OnnxFile;
import io.euge.model.store.ForeignModels;
import io.euge.model.store.MistakenFile;
import io.euge.model.store.ModelStore;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code euge models import}: converts a Darknet network to an ONNX graph. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    footer = {
      "  euge models import yolov3.cfg --output yolov3.onnx",
      "  euge models import best.onnx --labels labels.txt"
    },
    description = {
      "Converts a Darknet .cfg, with the .weights and .names beside it, to ONNX.",
      "For an .onnx file of another tool it writes NAME.euge.json beside it, which states how "
          + "frames are preprocessed and outputs are read. Check this file, and correct it where "
          + "it is wrong."
    })
final class ModelImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "The network's .cfg file, or an .onnx file of another tool.")
  private Path file;

  @Option(
      names = "--output",
      order = HelpSections.OUTPUT,
      paramLabel = "FILE.onnx",
      description =
          "Where to write the graph (default: of a .cfg Euge's own cache, an .onnx file stays where it"
              + " is).")
  private Path output;

  @Option(
      names = "--seeded-weights",
      paramLabel = "SEED",
      description =
          "Initialize the weights randomly from this seed, for benchmarks: such a model "
              + "detects nothing.")
  private Long seed;

  @Mixin private ModelArguments described;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (DetectionModels.standard().catalogue().contains(file.toString())) {
      throw refused("it is a model of the catalogue; use it with --model %s", file);
    }
    MistakenFile.explain(file)
        .ifPresent(
            explanation -> {
              throw refused("%s", explanation);
            });
    if (isNamed(".onnx")) {
      importGraph(out);
    } else {
      importDarknet(out);
    }
    out.flush();
    return 0;
  }

  private boolean isNamed(String ending) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }

  private void importGraph(PrintWriter out) {
    if (seed != null) {
      throw refused("it has weights, and --seeded-weights is for a Darknet network%s", "");
    }
    requireFolder();
    ModelStore store = DetectionModels.standard();
    OnnxFile onnx = OnnxFile.read(file);
    if (!ForeignModels.isForeign(onnx)) {
      throw refused("Euge wrote it; use it as it is, with --model %s", file);
    }
    ImportPlan plan = store.imports().plan(onnx, described.description());
    store.resolve(file.toString(), described.description());
    Path graph = output == null ? file : output;
    Path sidecar = store.imports().write(onnx, plan, Optional.ofNullable(output));
    out.println(graph);
    out.println(sidecar);
  }

  private void importDarknet(PrintWriter out) {
    if (Files.exists(file) && !isNamed(".cfg")) {
      throw refused("its name ends in neither .onnx nor .cfg; give one of these%s", "");
    }
    if (!described.arguments().isEmpty()) {
      throw refused(
          "%s is for .onnx files, and a Darknet network says that itself",
          described.arguments().get(0));
    }
    DarknetFiles files = seed == null ? DarknetFiles.beside(file) : DarknetFiles.seeded(file, seed);
    Model model = output == null ? DetectionModels.standard().resolve(files) : convert(files);
    out.println(model.graph());
  }

  private OptionException refused(String reason, Object value) {
    return new OptionException("Cannot import " + file + ": " + reason.formatted(value));
  }

  private Model convert(DarknetFiles files) {
    requireFolder();
    Model model = ModelStore.convert(files, output);
    DetectionModels.check(model);
    return model;
  }

  private void requireFolder() {
    Path folder = output == null ? null : output.toAbsolutePath().normalize().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new EugeException(
          "There is no directory " + folder + " for the model: create it or give another --output");
    }
  }
}
