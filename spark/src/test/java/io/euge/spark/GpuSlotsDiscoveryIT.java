package io.euge.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.FakePrograms;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark itself finds the slots by the plugin. */
class GpuSlotsDiscoveryIT {
  @TempDir Path folder;

  @Test
  void sparkTakesEachSlotForAnAddress() {
    Path smi =
        FakePrograms.saying(
            folder, "nvidia-smi", 0, "0, GPU-aaaa, NVIDIA A10, 24576, 0, 0, Default, [N/A]");
    SparkConf conf =
        new SparkConf()
            .setMaster("local[1]")
            .setAppName("slots")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "localhost")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.driver.resource.gpu.amount", "2")
            .set("spark.resources.discoveryPlugin", GpuSlotsDiscovery.class.getName())
            .set("spark.euge.gpu.slots", "2")
            .set("spark.euge.gpu.nvidia-smi", smi.toString());
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      assertThat(spark.resources().get("gpu").addresses())
          .containsExactly("GPU-aaaa::0", "GPU-aaaa::1");
    }
  }
}
