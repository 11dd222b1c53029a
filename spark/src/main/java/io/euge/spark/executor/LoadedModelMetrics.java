package io.euge.spark.executor;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.euge.spark.activity.ModelReport;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Metrics of each model in memory and each of its devices, which exist as long as the model is
 * there. Spark's metrics have no labels, so their names contain the name of the model's file and
 * the device, between double underscores: {@code loaded_model__yolox_nano__cuda_0__memory_bytes}.
 * Models whose files have the same name are added up.
 *
 * <p>Each reading of {@code loaded_models} adds the metrics of new models and removes those of
 * models that are gone.
 */
final class LoadedModelMetrics implements Gauge<Integer> {
  private static final String SEPARATOR = "__";
  private static final String PREFIX = "loaded_model" + SEPARATOR;

  private final Supplier<List<ModelReport>> models;
  private final MetricRegistry metrics;
  private final Set<String> known = new HashSet<>();

  /**
   * @param models returns the models in memory
   */
  LoadedModelMetrics(Supplier<List<ModelReport>> models, MetricRegistry metrics) {
    this.models = models;
    this.metrics = metrics;
  }

  /** Returns how many models are in memory; one that is on two devices counts twice. */
  @Override
  public synchronized Integer getValue() {
    List<ModelReport> loaded = models.get();
    Set<String> now = loaded.stream().map(LoadedModelMetrics::prefix).collect(Collectors.toSet());
    for (String prefix : Set.copyOf(known)) {
      if (!now.contains(prefix)) {
        known.remove(prefix);
        metrics.removeMatching((name, metric) -> name.startsWith(prefix));
      }
    }
    for (String prefix : now) {
      if (known.add(prefix)) {
        register(prefix, "copies", ModelReport::copies);
        register(prefix, "leases", ModelReport::leases);
        register(prefix, "memory_bytes", ModelReport::bytes);
      }
    }
    return loaded.size();
  }

  private void register(String prefix, String name, ToLongFunction<ModelReport> value) {
    Gauge<Long> gauge =
        () ->
            models.get().stream()
                .filter(model -> prefix(model).equals(prefix))
                .mapToLong(value)
                .sum();
    metrics.register(prefix + name, gauge);
  }

  private static String prefix(ModelReport model) {
    String file = model.model().substring(model.model().lastIndexOf('/') + 1);
    String name = file.replaceFirst("\\.(cfg|onnx)$", "");
    return PREFIX + word(name) + SEPARATOR + word(model.device()) + SEPARATOR;
  }

  /** Returns a name with single underscores for all that is not a letter or digit. */
  private static String word(String name) {
    return name.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_(?=.)|(?<=.)_$", "");
  }
}
