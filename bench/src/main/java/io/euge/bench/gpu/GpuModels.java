package io.euge.bench.gpu;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.bench.network.DarknetPackage;
import io.euge.model.Model;
import io.euge.model.catalogue.Catalogue;
import io.euge.model.store.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the models of the experiment.
 *
 * @param networks where the cfg files of the package darknet are
 * @param scratch for modified cfg files
 */
record GpuModels(ModelStore store, Path networks, Path scratch) {
  /** A modern model of the catalogue. Its weights are not part of Euge. */
  static final String MODERN = "yolox-nano";

  private static final List<String> LARGE_AND_SMALL = List.of("yolov3", "yolov3-tiny");
  private static final int SIDE = 416;

  /**
   * Returns a large and a small network with randomly initialized weights, and {@link #MODERN} if
   * it was pulled, by their names.
   *
   * @throws EugeException if the package darknet is not installed
   */
  Map<String, Model> standard() throws IOException {
    Map<String, Model> models = new LinkedHashMap<>();
    DarknetPackage darknet = new DarknetPackage(networks, store, scratch);
    for (String network : LARGE_AND_SMALL) {
      add(models, darknet.model(network, SIDE));
    }
    if (hasModern()) {
      add(models, store.resolve(MODERN));
    }
    return models;
  }

  boolean hasModern() {
    return Catalogue.standard().find(MODERN).filter(store.pulled()::contains).isPresent();
  }

  /**
   * Returns these models by their names.
   *
   * @throws OptionException if two have the same name, by which results are told apart
   */
  Map<String, Model> named(List<String> models) {
    Map<String, Model> found = new LinkedHashMap<>();
    Map<String, String> given = new HashMap<>();
    for (String text : models) {
      Model model = store.resolve(text);
      Model same = found.get(model.name());
      if (same != null && !same.sha256().equals(model.sha256())) {
        throw new OptionException(
            "--model is %s and %s, two files of the same name: rename one of them"
                .formatted(given.get(model.name()), text));
      }
      add(found, model);
      given.put(model.name(), text);
    }
    return found;
  }

  private static void add(Map<String, Model> models, Model model) {
    models.put(model.name(), model);
  }
}
