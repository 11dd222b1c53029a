package io.euge.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.cli.CommandRun;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code plan} up to the call of Spark. */
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

  @Test
  void everyNumberIsExplainedAndTheCallIsWhole() {
    CommandRun run = plan(CLUSTER);
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("executors           48        3 nodes x 4 GPUs x 4 on each GPU")
        .contains("tasks per executor  2         32 cores / 16 executors of a node")
        .contains("GPU threads         50 %")
        .contains("from the graph's tensors")
        .contains("SPARK_WORKER_CORES=32", "spark.worker.resource.gpu.amount=16")
        .contains("spark-submit \\\n  --master spark://MASTER:7077")
        .contains("--class io.euge.cli.Euge")
        .contains("--conf spark.executor.cores=2", "--conf spark.task.resource.gpu.amount=0.5")
        .contains("--conf spark.euge.mps=auto", "--conf spark.euge.mps.thread-percentage=50")
        .contains("--conf spark.euge.mps.memory=5G", "--conf spark.decommission.enabled=true");
  }

  @Test
  void aFormerKeyReplacesThePlansSetting() {
    CommandRun run = plan(CLUSTER + " --conf spark.euge.mps.threadPercentage=30");
    assertThat(run.out())
        .contains("--conf spark.euge.mps.thread-percentage=30")
        .doesNotContain("threadPercentage", "thread-percentage=50");
  }

  @Test
  void valuesTheUserDidNotGiveAreCalledAssumed() {
    CommandRun run = plan("--gpus-per-node 1 --gpu-memory 24g --slots 1");
    assertThat(run.out())
        .contains("8 cores (assumed)", "16384 MiB (assumed)", "as --slots says")
        .contains("--conf spark.euge.mps=off", "spark.task.resource.gpu.amount=0.125")
        .doesNotContain("threadPercentage");
  }

  @Test
  void parametersOfAGpuReplaceTheAssumedMemory() {
    CommandRun assumed = plan(CLUSTER);
    CommandRun measured = plan("--gpus-per-node 4 --gpu-parameters h100");
    assertThat(assumed.out()).contains("576 MiB CUDA's own (assumed)", "workspaces (assumed)");
    assertThat(measured.exit()).as(measured.errors() + "").isZero();
    assertThat(measured.out())
        .contains("(81559 MiB - 4078 MiB kept free) / 4")
        .contains("536 MiB CUDA's own + ", " + 84 MiB workspaces + 8 x ")
        .contains("; measured on NVIDIA H100 80GB HBM3, driver 580")
        .contains("--conf spark.euge.gpu.context-memory=536m")
        .doesNotContain("workspaces (assumed)");
    assertThat(assumed.out()).doesNotContain("context-memory");
    assertThat(plan(CLUSTER + " --gpu-parameters t4").out())
        .contains("24576 MiB - ", "280 MiB CUDA's own + ", "; assumed for NVIDIA T4 (simulated)");
  }

  @Test
  void parametersThatDoNotExistAreOneSentence() {
    CommandRun run = plan(CLUSTER + " --gpu-parameters none.properties");
    assertThat(run.exit()).isNotZero();
    assertThat(run.errors()).singleElement().asString().contains("none.properties", "h100");
    assertThat(plan("--cores-per-node 8 --memory-per-node 32g --gpu-parameters t4").errors())
        .singleElement()
        .asString()
        .contains("--gpu-parameters is 't4'", "no GPUs");
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
        .contains("spark.kubernetes.executor.terminationGracePeriodSeconds=60")
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
  void onlyLimitsThatAreSetAreShown() {
    assertThat(plan(CLUSTER).out()).contains("MPS limits it to 5G");
    assertThat(plan(CLUSTER + " --mps off").out())
        .contains("as --mps states: the processes of a GPU take turns")
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
        .contains("DominantResourceCalculator")
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
        "--gpus-per-node -1 --gpu-memory 24g|2|whole number from 0 to 64",
        "--gpus-per-node 0 --gpu-memory 24g|2|--gpu-memory is '24g', and the machines have no GPUs",
        "--cores-per-node 8 --memory-per-node 16g --slots 2|2|--slots is '2', and the machines",
        "--cores-per-node 8 --memory-per-node 16g --mps auto|2|--mps is 'auto', and the machines",
        "--nodes 2|2|--cores-per-node is missing",
        "--cores-per-node 8|2|--memory-per-node is missing",
        "--cores-per-node 8 --memory-per-node 3g|1|A node of 3072 MiB cannot hold an executor",
        "--gpus-per-node 1 --gpu-memory 24g --target mesos|2|mesos",
        "--gpus-per-node 1 --gpu-memory 24g --mps maybe|2|required",
        "--gpus-per-node 1 --gpu-memory 24g --master yarn|2|--target",
        "--gpus-per-node 1 --gpu-memory 24g --target kubernetes|2|--image",
        "--gpus-per-node 1 --gpu-memory 24g --deploy-mode x|2|client",
        "--gpus-per-node 1 --gpu-memory 512m|1|CUDA itself takes 576 MiB",
        "--gpus-per-node 1 --gpu-memory 800m|1|does not fit",
        "--gpus-per-node 4 --gpu-memory 24g --cores-per-node 2|1|it has 2",
        "--gpus-per-node 1 --gpu-memory 24g --memory-per-node 4g|1|A node of 4096 MiB",
      })
  void anInvalidOptionIsOneSentence(String line, int exit, String words) {
    CommandRun run = plan(line);
    assertThat(run.out()).isEmpty();
    assertThat(run.errors()).singleElement().asString().contains(words);
    assertThat(run.exit()).isEqualTo(exit);
  }

  @Test
  void theCommandIsPartOfTheCall() throws IOException {
    JsonNode plan =
        new ObjectMapper()
            .readTree(
                planFor(
                        CLUSTER + " --json --master spark://host:7077 --conf spark.a=b",
                        "a.mp4",
                        "--model",
                        model)
                    .out());
    List<String> words = new ArrayList<>();
    plan.get("submit").forEach(word -> words.add(word.asText()));
    assertThat(words)
        .startsWith("--master", "spark://host:7077", "--deploy-mode", "client")
        .contains("spark.euge.gpu.slots=4", "spark.a=b")
        .endsWith("detect", "a.mp4", "--model", model);
  }

  @Test
  void theScriptRunsSparkAndEndsAsItEnds() throws Exception {
    Path output = folder.resolve("out");
    CommandRun run =
        planFor(
            CLUSTER + " --master spark://host:7077 --output " + output,
            "it's a.mp4",
            "--model",
            model);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("\nThe job:\nspark-submit \\\n")
        .contains("written to " + output);
    assertThat(output.resolve("submit.sh")).isExecutable();

    Path called = folder.resolve("called");
    String program = "printf '%s\\n' \"$@\" >'" + called + "'; exit 3";
    FakePrograms.script(
        Files.createDirectories(folder.resolve("spark/bin")), "spark-submit", program);
    assertThat(run(output.resolve("submit.sh"), Map.of("SPARK_HOME", folder + "/spark")))
        .isEqualTo(3);
    assertThat(Files.readAllLines(called))
        .startsWith("--master", "spark://host:7077")
        .endsWith("detect", "it's a.mp4", "--model", model);

    Files.delete(called);
    String path = folder + "/spark/bin:" + System.getenv("PATH");
    assertThat(run(output.resolve("submit.sh"), Map.of("PATH", path))).isEqualTo(3);
    assertThat(called).exists();
  }

  private static int run(Path script, Map<String, String> environment) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(script.toString()).inheritIO();
    builder.environment().remove("SPARK_HOME");
    builder.environment().putAll(environment);
    return builder.start().waitFor();
  }

  @Test
  void aDriverInTheClusterIsGivenTheModel() throws IOException {
    String line = CLUSTER + " --json --target yarn --master yarn --deploy-mode cluster";
    CommandRun run = planFor(line, "a.mp4", "--model=" + model);
    assertThat(run.err()).isEmpty();
    List<String> words = new ArrayList<>();
    new ObjectMapper().readTree(run.out()).get("submit").forEach(word -> words.add(word.asText()));
    Path shipped = Path.of(words.get(words.indexOf("--files") + 1));
    assertThat(shipped).isRegularFile();
    assertThat(words).endsWith("--model=" + shipped.getFileName());
  }

  @Test
  void aDriverInAnImageNeedsTheModelThere() {
    CommandRun run =
        planFor(
            CLUSTER + " --target kubernetes --image x --deploy-mode cluster",
            "a.mp4",
            "--model",
            model);
    assertThat(run.exit()).isZero();
    assertThat(run.errors()).singleElement().asString().contains(model, "must be a file there too");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--master spark://h:7077 --deploy-mode cluster|--model|client",
        "--master yarn|--model|--target",
        "--model other.onnx|--model|give it there alone",
        "--nodes 2|--lables --model|Unknown option: '--lables'",
        "--nodes 2|--labels none.txt --model|labels is 'none.txt', there is no such file: give",
        "--nodes 2|--head yolo9000 --model|head is 'yolo9000': give one of",
        "--nodes 2 --head yolov5|--model|give them there",
        "--nodes 2 --conf spark.euge.nonsense=1|--model|there is no setting 'spark.euge.nonsense'",
        "--nodes 2 --conf spark.euge.mps.memory=much|--model|spark.euge.mps.memory is 'much': give",
        "--nodes 2 --conf spark.euge.fps=x|--model|spark.euge.fps is 'x': give a number",
        "--nodes 2 --conf spark.executor.memory=much|--model|Spark does not accept a setting of --conf",
        "--nodes 2|--fps=0 --model|fps is '0': give a number",
        "--nodes 2|--fps 2 --every 3 --model|fps and every exclude each other",
        "--nodes 2|--classes cra --model|cra",
        "--nodes 2|--format xlsx --model|--format",
        "--nodes 2|--conf spark.euge.nonsense=1 --model|there is no setting 'spark.euge.nonsense'",
        "--nodes 2|--master yarn --model|give it to plan",
        "--nodes 2|--help --model|shows help",
        "--nodes 2|--confidence=2 --confidence=2 --model|--confidence",
      })
  void aJobThatCannotBeIsOneSentence(String more, String option, String words) {
    List<String> detect = new ArrayList<>(List.of(("a.mp4 " + option).split(" ")));
    detect.add(model);
    CommandRun run =
        planFor(CLUSTER.replace("--nodes 3 ", "") + " " + more, detect.toArray(String[]::new));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.errors()).singleElement().asString().contains(words);
  }

  @Test
  void bothSpellingsOfASettingAreRefusedAsByTheJob() {
    CommandRun run =
        plan(
            CLUSTER
                + " --conf spark.euge.gpu.spreadAt=3 --conf spark.euge.gpu.spread-at=2 --conf spark.euge.x=1");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.errors())
        .singleElement()
        .asString()
        .contains("are one setting", "there is no setting 'spark.euge.x'");
  }

  @Test
  void aModelThatIsMissingIsReportedAsByTheJob() {
    CommandRun run = planFor(CLUSTER, "a.mp4", "--model", "missing.onnx");
    assertThat(run.errors()).singleElement().asString().contains("missing.onnx");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(planFor(CLUSTER, "a.mp4").errors().get(0)).contains("--model=");
    assertThat(planFor(CLUSTER, "--model", model).errors())
        .singleElement()
        .asString()
        .contains("INPUT", "euge detect --help");
  }

  @Test
  void anotherCommandCannotBePlanned() {
    CommandRun run = CommandRun.of(("plan " + CLUSTER + " -- evaluate x").split(" "));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.errors()).singleElement().asString().contains("'evaluate'", "give detect");
  }

  @Test
  void aClusterWithoutGpusRunsOnItsProcessors() throws IOException {
    String line = "--nodes 3 --cores-per-node 18 --memory-per-node 64g";
    CommandRun run = plan(line);
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("executors           9         3 nodes x 3 on each")
        .contains("tasks per executor  6         a core each, 18 of 18 cores of a node")
        .contains("batch size          1 ")
        .contains("SPARK_WORKER_CORES=18", "--conf spark.euge.device=cpu")
        .contains("--conf spark.executor.cores=6", "--conf spark.cores.max=54")
        .doesNotContain(
            "GPU", "CUDA", "MPS", "mps", "resource.gpu", "discoveryPlugin", "max-batch");
    JsonNode json = new ObjectMapper().readTree(plan(line + " --gpus-per-node 0 --json").out());
    assertThat(json.get("executors").asInt()).isEqualTo(9);
    assertThat(json.has("slots")).isFalse();
  }

  @Test
  void yarnAndPodsWithoutGpusNeedNothingOfThem() throws IOException {
    String line = "--nodes 2 --cores-per-node 8 --memory-per-node 32g";
    CommandRun yarn = plan(line + " --target yarn");
    assertThat(yarn.err()).isEmpty();
    assertThat(yarn.out())
        .contains("--conf spark.executor.instances=2", "--conf spark.executor.memoryOverhead=")
        .doesNotContain("gpu", "Gpu", "node-resources");
    Path output = folder.resolve("pods");
    CommandRun pods = plan(line + " --target kubernetes --image x --output " + output);
    assertThat(pods.err()).isEmpty();
    assertThat(Files.readString(output.resolve("executor-pod.yaml")))
        .contains("spark-kubernetes-executor")
        .doesNotContain("nvidia", "/dev/shm");
    assertThat(Files.readString(output.resolve("submit.sh"))).doesNotContain("gpu", "nvidia");
    assertThat(output.resolve("device-plugin.yaml")).doesNotExist();
  }

  @Test
  void aPlanWithoutAModelNamesTheKnownOnes() {
    CommandRun run = CommandRun.of(("plan " + CLUSTER).split(" "));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.errors()).hasSizeGreaterThan(3);
    assertThat(run.errors().get(0)).contains("Missing required option: '--model=MODEL'", "--help");
  }

  private static CommandRun plan(String line) {
    return CommandRun.of(
        Stream.of(Stream.of("plan", "--model", model), Stream.of(line.split(" ")))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  private static CommandRun planFor(String line, String... detect) {
    return CommandRun.of(
        Stream.of(
                Stream.of("plan"),
                Stream.of(line.split(" ")),
                Stream.of("--", "detect"),
                Stream.of(detect))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }
}
