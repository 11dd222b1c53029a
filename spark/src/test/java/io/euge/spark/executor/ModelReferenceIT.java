package io.euge.spark.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.detection.pipeline.DetectionModels;
import io.euge.spark.EugePlugin;
import io.euge.spark.LocalSpark;
import io.euge.spark.conf.ClusterSettings;
import io.euge.testing.ClipWriter;
import io.euge.testing.Shared;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model whose file, or its copy in the cache, is removed after a job was planned. */
class ModelReferenceIT {
  private static final int FRAMES = 6;

  /** The field of an ONNX file for a text about it. */
  private static final int DOC_STRING = 6 << 3 | 2;

  @TempDir Path folder;
  private Path model;
  private Path copy;

  @BeforeEach
  void write() throws Exception {
    new ClipWriter().frames(FRAMES).write(folder.resolve("clip.mp4"));
    model = Files.copy(resolve(Shared.model("yolo-fastest-1.1.cfg")), folder.resolve("net.onnx"));
    byte[] unique = folder.toString().getBytes(StandardCharsets.UTF_8);
    Files.write(model, new byte[] {DOC_STRING, (byte) unique.length}, StandardOpenOption.APPEND);
    Files.write(model, unique, StandardOpenOption.APPEND);
    copy = resolve(model);
  }

  @AfterEach
  void removeTheCopy() throws Exception {
    Files.deleteIfExists(copy);
  }

  @Test
  void theJobReadsTheCopyIfTheFileIsRemoved() throws Exception {
    try (SparkSession spark = start("5min")) {
      Dataset<Row> planned = planned(spark);
      Files.delete(model);
      assertThat(run(planned)).isEqualTo(FRAMES);
    }
  }

  @Test
  void theJobStopsAndNamesTheCopyIfNoExecutorHasLoadedIt() throws Exception {
    try (SparkSession spark = start("5min")) {
      Dataset<Row> planned = planned(spark);
      Files.delete(copy);
      assertThatThrownBy(() -> run(planned)).hasStackTraceContaining(removed());
    }
  }

  @Test
  void theJobGoesOnIfAnExecutorHasLoadedTheCopy() throws Exception {
    try (SparkSession spark = start("5min")) {
      assertThat(run(planned(spark))).isEqualTo(FRAMES);
      Dataset<Row> planned = planned(spark);
      Files.delete(copy);
      assertThat(run(planned)).isEqualTo(FRAMES);
    }
  }

  @Test
  void theJobStopsIfTheCopyMustBeLoadedAgain() throws Exception {
    try (SparkSession spark = start("0s")) {
      assertThat(run(planned(spark))).isEqualTo(FRAMES);
      Dataset<Row> planned = planned(spark);
      Files.delete(copy);
      assertThatThrownBy(() -> run(planned)).hasStackTraceContaining(removed());
    }
  }

  private String removed() {
    return "The model %s was removed while the job ran; restore it, then start the job again"
        .formatted(copy);
  }

  private static Path resolve(Path model) {
    return DetectionModels.standard().resolve(model.toString()).graph();
  }

  /** Starts Spark with an executor whose models end with it, or after they were idle for a time. */
  private static SparkSession start(String keepAlive) {
    return LocalSpark.builder(1)
        .config("spark.plugins", EugePlugin.class.getName())
        .config(ClusterSettings.MODEL_KEEP_ALIVE.key(), keepAlive)
        .getOrCreate();
  }

  /** Returns rows whose scan is planned, which publishes the model, and not run. */
  private Dataset<Row> planned(SparkSession spark) {
    Dataset<Row> rows =
        spark
            .read()
            .format("detections")
            .option("model", model.toString())
            .option("compiled", false)
            .load(folder.resolve("clip.mp4").toString());
    assertThat(rows.queryExecution().toRdd().getNumPartitions()).isPositive();
    return rows;
  }

  private static long run(Dataset<Row> planned) {
    return planned.queryExecution().toRdd().count();
  }
}
