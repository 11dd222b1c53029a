package io.euge.cli.models;

import io.euge.OptionException;
import io.euge.cli.job.StopNotice;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.model.catalogue.Catalogue;
import io.euge.model.catalogue.CatalogueEntry;
import io.euge.model.catalogue.ModelPull;
import io.euge.model.store.ModelStore;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code euge models pull}: downloads a model of the catalogue. */
@Command(
    name = "pull",
    mixinStandardHelpOptions = true,
    footer = "  euge models pull yolo-fastest-1.1",
    description = {
      "Downloads a model of the catalogue, for --model NAME, and checks its size and SHA-256. An "
          + "interrupted download is resumed when the model is pulled again.",
      "EUGE_MODEL_MIRROR names a directory or an address that has the files as NAME/FILE;"
          + " https_proxy and no_proxy are honored."
    })
final class ModelPullCommand implements Callable<Integer> {
  private static final int NEAREST = 2;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "A name that euge models list shows.")
  private String name;

  @Override
  public Integer call() {
    ModelStore store = DetectionModels.standard();
    PrintWriter out = spec.commandLine().getOut();
    if (store.catalogue().findBuiltIn(name).isPresent()) {
      out.println(name + " comes with Euge: there is nothing to pull");
      out.println("to use it: euge detect VIDEO... --model " + name);
      out.flush();
      return 0;
    }
    CatalogueEntry entry = store.catalogue().find(name).orElseThrow(() -> none(store.catalogue()));
    ModelPull pull = new ModelPull(store.pulled(), System.getenv());
    try (StopNotice stop =
            StopNotice.saying(
                "what was fetched of %s is kept: pull it again to resume".formatted(name));
        DownloadProgressBar line = DownloadProgressBar.start(entry)) {
      stop.first(line::close);
      pull.pull(entry, line);
    }
    out.println(entry.name() + " is in " + store.pulled().folder(entry));
    out.println("license: " + entry.license() + ", " + entry.licenseAddress());
    out.println("to use it: euge detect VIDEO... --model " + entry.name());
    out.flush();
    return 0;
  }

  private OptionException none(Catalogue catalogue) {
    String nearest =
        catalogue.near(name).stream().limit(NEAREST).collect(Collectors.joining(" or "));
    return new OptionException(
        "There is no model '%s' in the catalogue%s (euge models list shows all)"
            .formatted(name, nearest.isEmpty() ? "" : "; did you mean " + nearest + "?"));
  }
}
