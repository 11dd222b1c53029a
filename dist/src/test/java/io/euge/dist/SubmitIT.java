package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.testing.FakePrograms;
import io.euge.testing.Shared;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code plan} prints and {@code submit} runs, by Spark's own spark-submit on a cluster. */
class SubmitIT {
  private static final List<String> CLUSTER =
      List.of(
          ("--gpus-per-node 1 --gpu-memory 24g --slots 2 --cores-per-node 2 --memory-per-node 16g"
                  + " --mps off")
              .split(" "));

  @TempDir Path folder;

  @Test
  void thePlannedLineFindsVehiclesWithAnExecutorOnEachSlot() throws Exception {
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
      // Each slot's executor shall get a task.
      job.addAll(List.of("--conf", "spark.scheduler.minRegisteredResourcesRatio=1.0"));
      // The GPU is a script that answers as nvidia-smi, so the work is the processor's.
      job.addAll(List.of("--conf", "spark.euge.device=auto"));
      job.addAll(List.of("--conf", "spark.euge.gpu.nvidia-smi=" + smi));

      List<String> submit = new ArrayList<>(List.of("submit"));
      submit.addAll(CLUSTER);
      submit.addAll(job);
      submit.add("--");
      submit.addAll(detect("submitted"));
      StandaloneCluster.Ended submitted =
          spark.start(submit, Map.of("SPARK_HOME", folder.toString())).await();
      assertThat(submitted.exit()).as("euge printed:\n%s", submitted.printed()).isZero();
      assertThat(submitted.printed()).contains("2 model copies in memory");
      assertThat(spark.rows("submitted")).hasSizeGreaterThan(200);

      List<String> plan = new ArrayList<>(List.of("plan", "--json", "--model", model()));
      plan.addAll(CLUSTER);
      plan.addAll(job);
      JsonNode planned = new ObjectMapper().readTree(spark.local(plan).printed());
      List<String> line = new ArrayList<>();
      planned.get("submit").forEach(word -> line.add(word.asText()));
      int command = line.indexOf("detect");
      assertThat(line.subList(command, line.size())).contains("VIDEOS", "OUTPUT");
      line.subList(command, line.size()).clear();
      line.addAll(detect("planned"));
      assertThat(run(line)).isZero();
      assertThat(spark.rows("planned")).isEqualTo(spark.rows("submitted"));
    }
  }

  private int run(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(folder.resolve("bin/spark-submit").toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("line.log").toFile());
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
