package io.euge.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.codahale.metrics.Gauge;
import io.euge.LeakTracker;
import io.euge.inference.sharing.SharingStatistics;
import io.euge.simulation.testing.SimulatedGpus;
import io.euge.spark.EugePlugin;
import io.euge.spark.LocalSpark;
import io.euge.spark.executor.ExecutorModels;
import io.euge.testing.ClipWriter;
import io.euge.testing.Shared;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** How models come and go in an executor that {@link EugePlugin} looks after. */
class ModelLifeIT {
  @TempDir Path folder;
  private SparkSession spark;

  @AfterEach
  void theExecutorsEndClosesEverything() {
    spark.stop();
    assertThat(LeakTracker.openResources()).isEmpty();
  }

  @Test
  void detectionsAreTheSameCompiledOrPlainBatchedOrNot() throws Exception {
    start(Map.of(ClusterSettings.SIM_PARAMETERS.key(), SimulatedGpus.instant(folder).toString()));
    String model = model("yolo-fastest-1.1");
    List<Row> plain = detect(model, Map.of("compiled", "false"));

    assertThat(plain).hasSize(3 * 12);
    assertThat(plain.stream().anyMatch(row -> !row.getList(8).isEmpty())).isTrue();
    assertThat(detect(model, Map.of("compiled", "true"))).isEqualTo(plain);
    assertThat(detect(model, Map.of("batching", "always", "max-batch", "3"))).isEqualTo(plain);
    assertThat(detect(model, Map.of("prefetch", "2", "batch", "5"))).isEqualTo(plain);
    assertThat(detect(model, Map.of("device", "sim:0"))).isEqualTo(plain);
    assertThat(detect(model, Map.of("sharing", "task", "compiled", "false"))).isEqualTo(plain);
  }

  @Test
  void aNewVersionOfAModelTakesTheOldOnesPlace() throws Exception {
    start(Map.of());
    String model = model("yolo-fastest-1.1");
    List<Row> before = detect(model, Map.of());
    assertThat(model("yolo-fastest-1.1-xl")).isEqualTo(model);
    List<Row> after = detect(model, Map.of());

    assertThat(after).isNotEqualTo(before);
    assertThat(statistics().loads()).isEqualTo(2);
    assertThat(statistics().copies()).isEqualTo(1);

    model("yolo-fastest-1.1");
    assertThat(detect(model, Map.of())).isEqualTo(before);
    assertThat(statistics().loads()).isEqualTo(3);
    assertThat(statistics().copies()).isEqualTo(1);
  }

  @Test
  void aModelThatDoesNotFitFailsItsJobAndLeavesNothing() throws Exception {
    start(Map.of(ClusterSettings.MODEL_MEMORY.key(), "1m"));
    String model = model("yolo-fastest-1.1");
    Throwable failure = catchThrowable(() -> detect(model, Map.of()));

    assertThat(failure).hasStackTraceContaining("1.0 MiB free of spark.euge.model.memory=1.0 MiB");
    assertThat(statistics().copies()).isZero();
    assertThat(statistics().leases()).isZero();
  }

  @Test
  void anIdleModelGoesWhenItsTimeIsUp() throws Exception {
    start(Map.of(ClusterSettings.MODEL_KEEP_ALIVE.key(), "0s"));
    detect(model("yolo-fastest-1.1"), Map.of());

    assertThat(statistics().loads()).isPositive();
    assertThat(statistics().copies()).isZero();
  }

  @Test
  void sparksMetricsShowTheModels() throws Exception {
    start(Map.of());
    detect(model("yolo-fastest-1.1"), Map.of());

    assertThat(gauge("model_copies")).isEqualTo(1);
    assertThat(gauge("model_loads_total")).isEqualTo(1L);
    assertThat((Long) gauge("model_hits_total")).isGreaterThanOrEqualTo(2L);
    assertThat(gauge("model_leases")).isEqualTo(0);
    assertThat((Long) gauge("model_memory_bytes")).isPositive();
  }

  @Test
  void sparkThatStopsInTheMiddleOfAJobLetsRunsEndAndClosesTheModels() throws Exception {
    start(Map.of());
    String model = model("yolo-fastest-1.1-xl");
    Path video = folder.resolve("long.mp4");
    new ClipWriter().frames(3000).write(video);
    CompletableFuture<List<Row>> job =
        CompletableFuture.supplyAsync(
            () ->
                spark
                    .read()
                    .format("detections")
                    .option("model", model)
                    .load(video.toString())
                    .collectAsList());
    ExecutorModels models = ExecutorModels.ofThisProcess();
    while (models.registry().statistics().leases() == 0) {
      Thread.sleep(5);
    }
    Thread.sleep(200);
    long before = System.nanoTime();
    spark.stop();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
    assertThat(models.registry().statistics().copies()).isZero();
    assertThat(job).failsWithin(Duration.ofSeconds(20));
  }

  private void start(Map<String, String> settings) {
    SparkSession.Builder builder =
        LocalSpark.builder(2).config("spark.plugins", EugePlugin.class.getName());
    settings.forEach(builder::config);
    spark = builder.getOrCreate();
  }

  /** A model called {@code net}, whatever network it is now. */
  private String model(String network) throws Exception {
    for (String ending : List.of(".cfg", ".weights")) {
      Files.copy(
          Shared.model(network + ending),
          folder.resolve("net" + ending),
          StandardCopyOption.REPLACE_EXISTING);
    }
    Files.copy(
        Shared.model("coco.names"),
        folder.resolve("coco.names"),
        StandardCopyOption.REPLACE_EXISTING);
    return folder.resolve("net.cfg").toString();
  }

  /** Everything above no confidence at all, so that there is much to compare. */
  private List<Row> detect(String model, Map<String, String> options) throws Exception {
    Path clips = folder.resolve("clips");
    if (!Files.exists(clips)) {
      Files.createDirectory(clips);
      for (int i = 0; i < 3; i++) {
        new ClipWriter().frames(12).write(clips.resolve(i + ".mp4"));
      }
    }
    return spark
        .read()
        .format("detections")
        .option("model", model)
        .option("confidence", "0.001")
        .options(options)
        .load(clips.toString())
        .collectAsList()
        .stream()
        .sorted(
            Comparator.<Row, String>comparing(row -> row.getString(0))
                .thenComparing(row -> row.getLong(2)))
        .toList();
  }

  private static SharingStatistics statistics() {
    return ExecutorModels.ofThisProcess().registry().statistics();
  }

  @SuppressWarnings("rawtypes") // Dropwizard's own signature.
  private static Object gauge(String name) {
    var sources =
        SparkEnv.get().metricsSystem().getSourcesByName("plugin." + EugePlugin.class.getName());
    SortedMap<String, Gauge> gauges =
        CollectionConverters.asJava(sources).get(0).metricRegistry().getGauges();
    return gauges.get(name).getValue();
  }
}
