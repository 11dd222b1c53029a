package io.euge.spark.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.euge.spark.activity.ModelReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadedModelMetricsTest {
  private final MetricRegistry spark = new MetricRegistry();
  private List<ModelReport> models = List.of();

  @BeforeEach
  void register() {
    MetricRegistry plugin = new MetricRegistry();
    plugin.register("loaded_models", new LoadedModelMetrics(() -> models, plugin));
    spark.register("executor", plugin);
  }

  @Test
  void eachModelAndDeviceHasMetricsWhileItIsInMemory() {
    models =
        List.of(
            new ModelReport("/models/yolo-fastest-1.1.cfg", "cuda:0", 2, 3, 70),
            new ModelReport("/models/yolo-fastest-1.1.cfg", "cuda:1", 1, 0, 50));

    assertThat(read()).containsEntry("loaded_models", 2);
    assertThat(read())
        .containsEntry("loaded_model__yolo_fastest_1_1__cuda_0__copies", 2L)
        .containsEntry("loaded_model__yolo_fastest_1_1__cuda_0__leases", 3L)
        .containsEntry("loaded_model__yolo_fastest_1_1__cuda_0__memory_bytes", 70L)
        .containsEntry("loaded_model__yolo_fastest_1_1__cuda_1__memory_bytes", 50L)
        .hasSize(7);

    models = models.subList(1, 2);
    assertThat(read()).containsEntry("loaded_models", 1);
    assertThat(read())
        .containsEntry("loaded_model__yolo_fastest_1_1__cuda_1__leases", 0L)
        .hasSize(4);
  }

  @Test
  void modelsWhoseFilesHaveTheSameNameAreAddedUp() {
    models =
        List.of(
            new ModelReport("x/a-b.onnx", "cpu", 1, 0, 70),
            new ModelReport("_a.b_", "cpu", 1, 0, 5));

    assertThat(read()).containsEntry("loaded_models", 2);
    assertThat(read()).containsEntry("loaded_model__a_b__cpu__memory_bytes", 75L).hasSize(4);
  }

  /** Reads all metrics as a sink does. */
  private Map<String, Object> read() {
    Map<String, Object> values = new TreeMap<>();
    spark
        .getGauges()
        .forEach(
            (name, gauge) -> values.put(name.substring("executor.".length()), gauge.getValue()));
    return values;
  }
}
