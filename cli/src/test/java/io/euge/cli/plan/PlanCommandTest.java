package io.euge.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.cli.CommandRun;
import io.euge.cli.Euge;
import io.euge.model.darknet.DarknetFiles;
import io.euge.model.store.ModelStore;
import io.euge.testing.FakePrograms;
import io.euge.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code plan} and {@code submit} up to the call of Spark. */
class PlanCommandTest {
  private static String model;
  private static final String CLUSTER =
      "--nodes 3 --gpus-per-node 4 --gpu-memory 24g --cores-per-node 32 --memory-per-node 128g";

  @TempDir Path folder;

  @BeforeAll
  static void convert(@TempDir Path converted) {
    Path cfg = Shared.model("yolo-fastest-1.1-xl.cfg");
    model = ModelStore.convert(DarknetFiles.beside(cfg), converted.resolve("xl.onnx")).graph() + "";
  }

  @AfterEach
  void forget() {
    System.clearProperty("euge.program.spark-submit");
  }

  @Test
  void everyNumberIsExplainedAndTheCallIsWhole() {
    CommandRun run = plan(CLUSTER);
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("executors       48        3 nodes x 4 GPUs x 4 on each GPU")
        .contains("tasks of each   2         32 cores / 16 executors of a node")
        .contains("GPU threads     50 %")
        .contains("from the graph's tensors")
        .contains("SPARK_WORKER_CORES=32", "spark.worker.resource.gpu.amount=16")
        .contains("spark-submit \\\n  --master spark://MASTER:7077")
        .contains("--class io.euge.cli.Euge")
        .contains("--conf spark.executor.cores=2", "--conf spark.task.resource.gpu.amount=0.5")
        .contains("--conf spark.euge.mps=auto", "--conf spark.euge.mps.thread-percentage=50")
        .contains("--conf spark.euge.mps.memory=5G", "--conf spark.decommission.enabled=true");
  }

  @Test
  void whatNobodySaidIsCalledAssumed() {
    CommandRun run = plan("--gpus-per-node 1 --gpu-memory 24g --slots 1");
    assertThat(run.out())
        .contains("8 cores (assumed)", "16384 MiB (assumed)", "as --slots says")
        .contains("--conf spark.euge.mps=off", "spark.task.resource.gpu.amount=0.125")
        .doesNotContain("threadPercentage");
  }

  @Test
  void programsReadTheSame() throws IOException {
    JsonNode plan = new ObjectMapper().readTree(plan(CLUSTER + " --json").out());
    assertThat(plan.get("executors").asInt()).isEqualTo(48);
    assertThat(plan.get("heap").asLong()).isEqualTo(1280L << 20);
    assertThat(plan.at("/conf/spark.euge.max-batch").asText()).isEqualTo("8");
    assertThat(plan.get("submit")).hasSizeGreaterThan(20);
  }

  @Test
  void podsAreWrittenForKubernetes() throws IOException {
    Path output = folder.resolve("out");
    String line = CLUSTER + " --target kubernetes --image registry/spark:1 --output " + output;
    CommandRun run = plan(line);
    assertThat(run.err()).isEmpty();
    assertThat(Files.readString(output.resolve("executor-pod.yaml")))
        .contains("runtimeClassName: nvidia", "name: spark-kubernetes-executor")
        .doesNotContain("volumes");
    assertThat(Files.readString(output.resolve("device-plugin.yaml"))).contains("replicas: 4");
    assertThat(Files.readString(output.resolve("submit.sh")))
        .contains("podTemplateFile=" + output.resolve("executor-pod.yaml"))
        .contains("spark.executor.resource.gpu.vendor=nvidia.com")
        .contains("spark.executor.memoryOverhead=")
        .doesNotContain("spark.euge.mps.memory");
    assertThat(plan(line).errors()).singleElement().asString().contains("already", "--output");
    Files.delete(output.resolve("executor-pod.yaml"));
    assertThat(plan(line).exit()).isEqualTo(1);
    assertThat(output.resolve("executor-pod.yaml")).as("beside one that is kept").doesNotExist();
    assertThat(plan("--gpus-per-node 1 --gpu-memory 24g --slots 1 --target kubernetes --image x"))
        .extracting(CommandRun::out)
        .asString()
        .contains("emptyDir");
  }

  @Test
  void onlyLimitsThatAreSetAreTold() {
    assertThat(plan(CLUSTER).out()).contains("MPS limits it to 5G");
    assertThat(plan(CLUSTER + " --mps off").out())
        .contains("as --mps says: the processes of a GPU take turns")
        .doesNotContain("MPS limits", "under MPS");
    assertThat(plan(CLUSTER + " --target kubernetes --image x").out())
        .contains("NVIDIA's device plugin divides memory and threads evenly")
        .doesNotContain("MPS limits", "under MPS");
  }

  @Test
  void yarnCountsSlots() {
    CommandRun run = plan(CLUSTER + " --target yarn");
    assertThat(run.out())
        .contains("yarn.nodemanager.resource-type.euge/gpu-slot</name><value>16")
        .contains("--master yarn", "--conf spark.yarn.resourceGpuDeviceName=euge/gpu-slot")
        .contains("spark.executor.instances=48", "GpuSlotsDiscovery");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--gpus-per-node 1|2|--gpu-memory",
        "--gpus-per-node 1 --gpu-memory much|2|give a size",
        "--gpus-per-node 1 --gpu-memory 24g --slots 61|2|61",
        "--gpus-per-node 0 --gpu-memory 24g|2|whole number",
        "--gpus-per-node 1 --gpu-memory 24g --target mesos|2|mesos",
        "--gpus-per-node 1 --gpu-memory 24g --mps maybe|2|required",
        "--gpus-per-node 1 --gpu-memory 24g --master yarn|2|--target",
        "--gpus-per-node 1 --gpu-memory 24g --target kubernetes|2|--image",
        "--gpus-per-node 1 --gpu-memory 24g --deploy-mode x|2|client",
        "--gpus-per-node 1 --gpu-memory 512m|1|CUDA itself takes 512 MiB",
        "--gpus-per-node 1 --gpu-memory 800m|1|does not fit",
        "--gpus-per-node 4 --gpu-memory 24g --cores-per-node 2|1|it has 2",
        "--gpus-per-node 1 --gpu-memory 24g --memory-per-node 4g|1|A node of 4096 MiB",
      })
  void whatCannotBeIsOneSentence(String line, int exit, String words) {
    CommandRun run = plan(line);
    assertThat(run.out()).isEmpty();
    assertThat(run.errors()).singleElement().asString().contains(words);
    assertThat(run.exit()).isEqualTo(exit);
  }

  @Test
  void submitCallsSparkAndEndsAsItEnds() throws IOException {
    Path called = folder.resolve("called");
    fake("printf '%s\\n' \"$@\" > " + called + "; exit 3");
    CommandRun run =
        submit(CLUSTER + " --master spark://host:7077 --conf spark.a=b", "a.mp4", "--model", model);
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isEqualTo(3);
    List<String> words = Files.readAllLines(called);
    assertThat(words)
        .startsWith("--master", "spark://host:7077", "--deploy-mode", "client")
        .contains("spark.euge.gpu.slots=4", "spark.a=b")
        .endsWith("detect", "a.mp4", "--model", model);
  }

  @Test
  void whoeverIsToldToEndWaitsForSparkAndLeavesNothing() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Path began = folder.resolve("began");
    Path ended = folder.resolve("ended");
    Path spark =
        FakePrograms.script(
            folder,
            "spark-submit",
            "trap 'kill $!; sleep 1; touch "
                + ended
                + "; exit 7' TERM\nsleep 60 &\ntouch "
                + began
                + "\nwait");
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Deuge.program.spark-submit=" + spark,
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Euge.class.getName(),
                "submit"));
    words.addAll(List.of((CLUSTER + " --target yarn --master yarn -- detect").split(" ")));
    words.addAll(List.of("--model", model));
    Process euge = new ProcessBuilder(words).inheritIO().start();
    try {
      for (int i = 0; i < 600 && !Files.exists(began); i++) {
        Thread.sleep(50);
      }
      assertThat(began).exists();
      euge.destroy();
      assertThat(euge.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(ended).exists();
      try (Stream<Path> left = Files.list(temporary)) {
        assertThat(left.filter(path -> path.toString().contains("euge-submit"))).isEmpty();
      }
    } finally {
      euge.destroyForcibly();
    }
  }

  @Test
  void aDriverInTheClusterIsGivenTheModel() throws IOException {
    Path called = folder.resolve("called");
    fake("printf '%s\\n' \"$@\" > " + called);
    CommandRun run =
        submit(CLUSTER + " --target yarn --master yarn --deploy-mode cluster", "--model=" + model);
    assertThat(run.err()).isEmpty();
    List<String> words = Files.readAllLines(called);
    Path shipped = Path.of(words.get(words.indexOf("--files") + 1));
    assertThat(shipped).isRegularFile();
    assertThat(words).endsWith("--model=" + shipped.getFileName());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|--master",
        "--master spark://h:7077 --deploy-mode cluster|client",
        "--master yarn|--target",
      })
  void aWrongSubmitIsOneSentence(String more, String words) {
    fake("exit 99");
    CommandRun run = submit((CLUSTER + " " + more).strip(), "--model", model);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.errors()).singleElement().asString().contains(words);
  }

  @Test
  void withoutSparkTheRemedyIsNamed() {
    assertThat(catchThrowable(() -> SparkSubmitProgram.find(Map.of("PATH", folder.toString()))))
        .hasMessageContaining("SPARK_HOME");
    assertThat(
            catchThrowable(() -> SparkSubmitProgram.find(Map.of("SPARK_HOME", folder.toString()))))
        .hasMessageContaining(folder + "/bin/spark-submit");
  }

  private void fake(String lines) {
    System.setProperty(
        "euge.program.spark-submit", FakePrograms.script(folder, "spark-submit", lines).toString());
  }

  private static CommandRun plan(String line) {
    return CommandRun.of(
        Stream.of(Stream.of("plan", "--model", model), Stream.of(line.split(" ")))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  private static CommandRun submit(String line, String... detect) {
    return CommandRun.of(
        Stream.of(
                Stream.of("submit"),
                Stream.of(line.split(" ")),
                Stream.of("--", "detect"),
                Stream.of(detect))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }
}
