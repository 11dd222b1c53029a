package io.euge.cli.models;

import io.euge.ByteSize;
import io.euge.cli.console.Json;
import io.euge.cli.console.Table;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.model.Model;
import io.euge.model.catalogue.BuiltInModel;
import io.euge.model.catalogue.CatalogueEntry;
import io.euge.model.catalogue.CatalogueFile;
import io.euge.model.store.ModelStore;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code euge models list}: shows the catalogue and the models on this machine. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    footer = "  euge models list",
    description =
        "Shows the models that come with Euge, those that can be pulled, and those that were imported"
            + " here.")
final class ModelListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "One line of JSON, with addresses and hashes.")
  private boolean json;

  @Override
  public Integer call() {
    ModelStore store = DetectionModels.standard();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(fields(store)));
    } else {
      catalogue(store).print(out);
      imported(store.kept(), out);
    }
    out.flush();
    return 0;
  }

  private static Table catalogue(ModelStore store) {
    Table table = new Table("MODEL", "SIZE", "HERE", "CLASSES", "INPUT", "LICENSE", "FOR");
    for (BuiltInModel model : store.catalogue().builtIn()) {
      table.row(
          model.name(),
          ByteSize.mb(model.bytes()),
          "yes",
          Integer.toString(model.classes()),
          size(model.inputWidth(), model.inputHeight()),
          model.license(),
          model.purpose());
    }
    for (CatalogueEntry entry : store.catalogue().entries()) {
      table.row(
          entry.name(),
          ByteSize.mb(entry.bytes()),
          store.pulled().contains(entry) ? "yes" : "no",
          Integer.toString(entry.classes()),
          size(entry.inputWidth(), entry.inputHeight()),
          entry.license(),
          entry.purpose());
    }
    return table;
  }

  private static void imported(List<Model> models, PrintWriter out) {
    if (models.isEmpty()) {
      return;
    }
    Table table = new Table("IMPORTED", "SIZE", "CLASSES", "INPUT", "FILE");
    for (Model model : models) {
      table.row(
          model.name(),
          ByteSize.mb(model.bytes()),
          Integer.toString(model.labels().size()),
          size(model.input().width(), model.input().height()),
          model.graph().toString());
    }
    out.println();
    table.print(out);
  }

  private static String size(int width, int height) {
    return width + "x" + height;
  }

  private static Map<String, Object> fields(ModelStore store) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(
        "builtIn", store.catalogue().builtIn().stream().map(ModelListCommand::fields).toList());
    fields.put(
        "catalogue",
        store.catalogue().entries().stream().map(entry -> fields(store, entry)).toList());
    fields.put("imported", store.kept().stream().map(ModelListCommand::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(BuiltInModel model) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", model.name());
    fields.put("bytes", model.bytes());
    fields.put("classes", model.classes());
    fields.put("inputWidth", model.inputWidth());
    fields.put("inputHeight", model.inputHeight());
    fields.put("license", model.license());
    fields.put("purpose", model.purpose());
    fields.put("files", model.files().stream().map(ModelListCommand::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(BuiltInModel.BundledFile file) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", file.name());
    fields.put("bytes", file.bytes());
    fields.put("sha256", file.sha256());
    return fields;
  }

  private static Map<String, Object> fields(ModelStore store, CatalogueEntry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", entry.name());
    fields.put("here", store.pulled().contains(entry));
    fields.put("folder", store.pulled().folder(entry).toString());
    fields.put("bytes", entry.bytes());
    fields.put("classes", entry.classes());
    fields.put("inputWidth", entry.inputWidth());
    fields.put("inputHeight", entry.inputHeight());
    fields.put("license", entry.license());
    fields.put("licenseAddress", entry.licenseAddress().toString());
    fields.put("purpose", entry.purpose());
    fields.put("files", entry.files().stream().map(ModelListCommand::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(CatalogueFile file) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", file.name());
    fields.put("source", file.source().toString());
    fields.put("bytes", file.bytes());
    fields.put("sha256", file.sha256());
    return fields;
  }

  private static Map<String, Object> fields(Model model) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", model.name());
    fields.put("file", model.graph().toString());
    fields.put("bytes", model.bytes());
    fields.put("sha256", model.sha256());
    fields.put("inputWidth", model.input().width());
    fields.put("inputHeight", model.input().height());
    fields.put("labels", model.labels());
    return fields;
  }
}
