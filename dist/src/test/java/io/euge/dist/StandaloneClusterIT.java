package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.Shared;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the launcher with a real cluster: two executor processes that receive Euge's jars and the
 * model from the driver.
 */
class StandaloneClusterIT {
  @TempDir Path folder;

  @Test
  void twoExecutorsGiveWhatTheLaptopGives() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    Map<String, String> worker =
        Map.of("HOME", home.toString(), "XDG_CACHE_HOME", "", "ORT_DISABLE_TELEMETRY", "0");
    StandaloneCluster.Offer offer = new StandaloneCluster.Offer(2, "2g", List.of(), worker);
    try (StandaloneCluster spark = new StandaloneCluster(folder, offer)) {
      List<String> onCluster = detect("cluster");
      onCluster.addAll(
          List.of("--conf", "spark.executor.cores=1", "--conf", "spark.executor.memory=800m"));
      StandaloneCluster.Ended cluster = spark.euge(onCluster);
      StandaloneCluster.Ended laptop = spark.local(detect("laptop"));

      assertThat(cluster.exit()).as("euge printed:\n%s", cluster.printed()).isZero();
      assertThat(laptop.exit()).as("euge printed:\n%s", laptop.printed()).isZero();
      assertThat(cluster.printed()).contains("2 model copies in memory");
      assertThat(laptop.printed()).contains("1 model copy in memory");
      assertThat(spark.rows("cluster")).hasSizeGreaterThan(2000).isEqualTo(spark.rows("laptop"));
      assertThat(home.resolve(".cache/euge/native")).as("the executors' engine").isDirectory();
      try (Stream<Path> files = Files.walk(home)) {
        assertThat(files.filter(file -> file.toString().matches("(?i).*(microsoft|telemetry).*")))
            .as("stored by the engine's telemetry")
            .isEmpty();
      }
    }
  }

  private static List<String> detect(String output) {
    return new ArrayList<>(
        List.of(
            "detect",
            Shared.highway().getParent().toString(),
            "--model",
            Shared.model("yolo-fastest-1.1-xl.cfg").toString(),
            "--format",
            "csv",
            "--output",
            output));
  }
}
