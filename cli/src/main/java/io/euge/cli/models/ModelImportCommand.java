package io.euge.cli.models;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.model.Model;
import io.euge.model.darknet.DarknetFiles;
import io.euge.model.store.MistakenFile;
import io.euge.model.store.ModelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code euge models import}: a Darknet network becomes an ONNX graph. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    footer = "  euge models import yolov3.cfg --output yolov3.onnx",
    description = "Converts a Darknet .cfg, with the .weights and .names beside it, to ONNX.")
final class ModelImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "CFG", description = "The network's .cfg file.")
  private Path cfg;

  @Option(
      names = "--output",
      paramLabel = "FILE.onnx",
      description = "Where to write the graph (default: Euge's own cache).")
  private Path output;

  @Option(
      names = "--seeded-weights",
      paramLabel = "SEED",
      description = "Make weights up from this number, for benchmarks: such a model finds nothing.")
  private Long seed;

  @Override
  public Integer call() {
    requireDarknet();
    DarknetFiles files = seed == null ? DarknetFiles.beside(cfg) : DarknetFiles.seeded(cfg, seed);
    Model model = output == null ? DetectionModels.standard().resolve(files) : convert(files);
    spec.commandLine().getOut().println(model.graph());
    spec.commandLine().getOut().flush();
    return 0;
  }

  private void requireDarknet() {
    String name = cfg.toString();
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".onnx")) {
      throw refused(
          "it is no Darknet network; an ONNX file that Euge wrote is used as it is, with --model %s",
          name);
    } else if (DetectionModels.standard().catalogue().contains(name)) {
      throw refused("it is a model of the catalogue; use it with --model %s", name);
    }
    Optional<String> mistaken = MistakenFile.explain(cfg);
    if (mistaken.isPresent()) {
      throw refused("%s", mistaken.get());
    } else if (Files.exists(cfg) && !lower.endsWith(".cfg")) {
      throw refused("its name does not end in .cfg; give a Darknet network", name);
    }
  }

  private OptionException refused(String reason, String value) {
    return new OptionException("Cannot import " + cfg + ": " + reason.formatted(value));
  }

  private Model convert(DarknetFiles files) {
    Path folder = output.toAbsolutePath().normalize().getParent();
    if (!Files.isDirectory(folder)) {
      throw new EugeException(
          "There is no folder " + folder + " for the model: make it or give another --output");
    }
    Model model = ModelStore.convert(files, output);
    DetectionModels.check(model);
    return model;
  }
}
