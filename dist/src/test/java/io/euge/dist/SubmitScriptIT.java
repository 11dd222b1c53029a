package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.FakePrograms;
import io.euge.testing.Shared;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script that {@code plan} writes, with Spark's own spark-submit on a cluster. */
class SubmitScriptIT {
  private static final List<String> CLUSTER =
      List.of(
          ("--gpus-per-node 1 --gpu-memory 24g --slots 2 --cores-per-node 2 --memory-per-node 16g"
                  + " --mps off")
              .split(" "));

  @TempDir Path folder;

  @Test
  void theScriptFindsVehiclesWithAnExecutorOnEachSlot() throws Exception {
    Path smi =
        FakePrograms.saying(
            folder,
            "nvidia-smi",
            0,
            "0, GPU-aaaa0000-1, NVIDIA A10, 24576, 512, 0, Exclusive_Process, [N/A]");
    SparkHome.complete(folder, 0, "");
    StandaloneCluster.Offer offer =
        new StandaloneCluster.Offer(2, "3g", List.of(), Map.of()).withGpus(folder, smi, 1, 2);
    try (StandaloneCluster spark = new StandaloneCluster(folder, offer)) {
      List<String> job =
          new ArrayList<>(
              List.of("--master", spark.master(), "--conf", "spark.driver.host=127.0.0.1"));
      // The executor of each slot must get a task.
      job.addAll(List.of("--conf", "spark.scheduler.minRegisteredResourcesRatio=1.0"));
      // The GPU is a script that imitates nvidia-smi, so the CPU runs the model.
      job.addAll(List.of("--conf", "spark.euge.device=auto"));
      job.addAll(List.of("--conf", "spark.euge.gpu.nvidia-smi=" + smi));

      List<String> plan = new ArrayList<>(List.of("plan", "--output", "plan"));
      plan.addAll(CLUSTER);
      plan.addAll(job);
      plan.add("--");
      plan.addAll(detect("submitted"));
      StandaloneCluster.Ended planned = spark.local(plan);
      assertThat(planned.exit()).as("euge printed:\n%s", planned.printed()).isZero();

      Path log = folder.resolve("script.log");
      assertThat(runScript(log)).as("it printed:\n%s", Files.readString(log)).isZero();
      assertThat(log).content().contains("2 model copies in memory");

      StandaloneCluster.Ended laptop = spark.local(detect("laptop"));
      assertThat(laptop.exit()).as("euge printed:\n%s", laptop.printed()).isZero();
      assertThat(spark.rows("submitted")).hasSizeGreaterThan(200).isEqualTo(spark.rows("laptop"));
    }
  }

  private int runScript(Path log) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "plan/submit.sh")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("SPARK_HOME", folder.toString());
    return builder.start().waitFor();
  }

  private static String model() {
    return Shared.model("yolo-fastest-1.1-xl.cfg").toString();
  }

  private static List<String> detect(String output) {
    return List.of(
        "detect",
        Shared.highway().getParent().toString(),
        "--every",
        "10",
        "--model",
        model(),
        "--format",
        "csv",
        "--output",
        output);
  }
}
