package io.euge.cli.console;

import io.euge.ByteSize;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.model.catalogue.BuiltInModel;
import io.euge.model.catalogue.Catalogue;
import io.euge.model.catalogue.CatalogueEntry;
import io.euge.model.store.ModelStore;
import java.io.PrintWriter;

/** Lists the values of {@code --model}, for a command line without it. */
public final class AvailableModels {
  private AvailableModels() {}

  static void print(PrintWriter out) {
    ModelStore store = DetectionModels.standard();
    Table table = new Table("MODEL", "SIZE", "HERE", "FOR");
    for (BuiltInModel model : store.catalogue().builtIn()) {
      table.row(model.name(), ByteSize.mb(model.bytes()), "yes", model.purpose());
    }
    for (CatalogueEntry entry : store.catalogue().entries()) {
      String here = store.pulled().contains(entry) ? "yes" : "no";
      table.row(entry.name(), ByteSize.mb(entry.bytes()), here, entry.purpose());
    }
    table.print(out);
    out.println(
        "Give --model one of these, after euge models pull NAME if it is not here, or a file that"
            + " you have: an .onnx file, or a Darknet .cfg with its .weights and .names beside it.");
  }

  /** Returns whether a model is included in Euge's jars. */
  public static boolean comesWithEuge(String model) {
    return Catalogue.standard().findBuiltIn(model).isPresent();
  }

  /** Checks before Spark starts that a model of the catalogue was pulled. */
  public static void requirePulled(String model) {
    ModelStore store = DetectionModels.standard();
    store
        .catalogue()
        .find(model)
        .filter(entry -> !store.pulled().contains(entry))
        .ifPresent(store.pulled()::model);
  }
}
