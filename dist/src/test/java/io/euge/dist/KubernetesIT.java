package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.euge.testing.FakePrograms;
import io.euge.testing.Shared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the pods that Spark's own spark-submit requests from Kubernetes, with the script and the
 * template of {@code plan}. There is no cluster: a server implements the API, and each executor pod
 * is a local process, started as Spark's image would start it.
 */
@EnabledIfSystemProperty(named = Release.ARCHIVE, matches = ".+")
class KubernetesIT {
  private static final List<String> SUBMIT = List.of("sh", "plan/submit.sh");
  private static final String GPU = "nvidia.com/gpu";
  private static final String IMAGE = "registry.example/euge:0.1";

  /** The jars for Kubernetes in Spark's distribution. */
  private static final String JARS =
      "(spark-kubernetes_|kubernetes-|volcano-|vertx-|snakeyaml-engine|zjsonpatch).*\\.jar";

  @TempDir Path folder;
  private Release release;
  private Path home;
  private KubernetesApi api;
  private Commands commands;
  private volatile boolean runs = true;

  @BeforeEach
  void start() throws Exception {
    release = Release.unpack(folder);
    home = release.sparkHome(folder.resolve("spark"), JARS);
    commands = new Commands(folder, Release.ENVIRONMENT);
    api =
        new KubernetesApi(
            pod -> {
              if (runs && pod.at("/metadata/labels/spark-role").asText().equals("executor")) {
                run(pod);
              }
            });
  }

  @AfterEach
  void stop() throws InterruptedException {
    commands.close();
    api.close();
  }

  @Test
  void twoExecutorsOnAGpuGiveWhatOneProcessGives() throws Exception {
    plan(2, "client", videos(), model(), "pods");
    assertThat(folder.resolve("plan/device-plugin.yaml")).content().contains("replicas: 2");
    String printed = commands.run("submit", SUBMIT, environment());
    assertThat(printed).contains("2 model copies in memory");
    assertThat(api.pods("driver")).as("the driver is here").isEmpty();
    assertThat(api.pods("executor"))
        .hasSize(2)
        .allSatisfy(KubernetesIT::asksForAGpu)
        // The device plugin mounts the MPS daemon's /dev/shm, which a volume of the pod would hide.
        .allSatisfy(pod -> assertThat(mounts(pod)).doesNotContainKey("/dev/shm"));

    List<String> alone = new ArrayList<>(List.of(release.euge().toString()));
    alone.addAll(detect(videos(), model(), "alone"));
    commands.run("alone", alone, Map.of());
    assertThat(commands.rows("pods")).hasSizeGreaterThan(20).isEqualTo(commands.rows("alone"));
  }

  @Test
  void anExecutorWithAGpuOfItsOwnGetsSharedMemory() throws Exception {
    runs = false;
    plan(1, "client", videos(), model(), "pods");
    assertThat(folder.resolve("plan/device-plugin.yaml")).doesNotExist();
    StandaloneCluster.Running job = commands.start("submit", SUBMIT, environment());
    Instant deadline = Instant.now().plus(Duration.ofMinutes(3));
    while (api.pods("executor").isEmpty()) {
      assertThat(job.process().isAlive()).as(job.printed()).isTrue();
      assertThat(Instant.now()).as(job.printed()).isBefore(deadline);
      Thread.sleep(200);
    }
    JsonNode pod = api.pods("executor").get(0);
    asksForAGpu(pod);
    assertThat(mounts(pod)).containsEntry("/dev/shm", "shm");
    assertThat(pod.at("/spec/volumes").toString())
        .contains("{\"emptyDir\":{\"medium\":\"Memory\",\"sizeLimit\":\"1Gi\"},\"name\":\"shm\"}");
  }

  @Test
  void aDriverInAPodNeedsNoGpu() throws Exception {
    plan(2, "cluster", List.of("s3a://bucket/videos"), "demo", "s3a://bucket/found");
    commands.run("submit", SUBMIT, environment());
    assertThat(api.pods("executor")).isEmpty();
    assertThat(api.pods("driver")).hasSize(1);
    JsonNode driver = container(api.pods("driver").get(0), "spark-kubernetes-driver");
    assertThat(driver.path("image").asText()).isEqualTo(IMAGE);
    assertThat(driver.at("/resources/limits").has(GPU)).isFalse();
    assertThat(environment(driver)).containsEntry("LC_ALL", "C.UTF-8");
    assertThat(driver.path("args").toString()).contains("io.euge.cli.Euge", "detect");
  }

  private static void asksForAGpu(JsonNode pod) {
    JsonNode executor = container(pod, "spark-kubernetes-executor");
    assertThat(executor.path("image").asText()).isEqualTo(IMAGE);
    assertThat(executor.at("/resources/limits").path(GPU).asText()).isEqualTo("1");
    assertThat(environment(executor))
        .containsEntry("LC_ALL", "C.UTF-8")
        .doesNotContainKeys(
            "CUDA_MPS_PIPE_DIRECTORY",
            "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE",
            "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT",
            "CUDA_VISIBLE_DEVICES");
    JsonNode spec = pod.path("spec");
    assertThat(spec.path("runtimeClassName").asText()).isEqualTo("nvidia");
    assertThat(spec.path("terminationGracePeriodSeconds").asInt()).isEqualTo(60);
    assertThat(spec.path("tolerations").toString()).contains(GPU, "NoSchedule");
  }

  private void plan(int slots, String mode, List<String> videos, String model, String output)
      throws Exception {
    Path smi =
        FakePrograms.saying(
            folder,
            "nvidia-smi",
            0,
            "0, GPU-aaaa0000-1, NVIDIA A10, 24576, 512, 0, Exclusive_Process, [N/A]");
    List<String> plan =
        new ArrayList<>(
            List.of(
                (release.euge()
                        + " plan --target kubernetes --gpus-per-node 1 --gpu-memory 24g --cores-per-node 2"
                        + " --memory-per-node 16g --output plan --image %s --slots %d"
                        + " --deploy-mode %s --master %s")
                    .formatted(IMAGE, slots, mode, api.master())
                    .split(" ")));
    List<String> conf =
        new ArrayList<>(
            List.of(
                // The server does not support watching for events.
                "spark.kubernetes.executor.enableApiWatcher=false",
                "spark.kubernetes.submission.waitAppCompletion=false",
                "spark.scheduler.minRegisteredResourcesRatio=1.0",
                "spark.scheduler.maxRegisteredResourcesWaitingTime=4m",
                // The GPU is a script, so the CPU runs the model.
                "spark.euge.device=auto",
                "spark.euge.gpu.claims=" + folder.resolve("claims"),
                "spark.euge.gpu.nvidia-smi=" + smi));
    if (mode.equals("client")) {
      conf.add("spark.driver.host=127.0.0.1");
    }
    for (String setting : conf) {
      plan.addAll(List.of("--conf", setting));
    }
    plan.add("--");
    plan.addAll(detect(videos, model, output));
    commands.run("plan", plan, Map.of());
  }

  private static List<String> videos() {
    return List.of(Shared.highway().toString(), Shared.carDetection().toString());
  }

  private static String model() {
    return Shared.model("yolo-fastest-1.1-xl.cfg").toString();
  }

  private static List<String> detect(List<String> videos, String model, String output) {
    List<String> detect = new ArrayList<>(List.of("detect"));
    detect.addAll(videos);
    detect.addAll(List.of("--model", model, "--every", "10", "--format", "csv"));
    detect.addAll(List.of("--output", output));
    return detect;
  }

  private Map<String, String> environment() {
    return Map.of("SPARK_HOME", home.toString(), "KUBECONFIG", folder + "/none");
  }

  /** Starts an executor as the entry point of Spark's image does. */
  private void run(JsonNode pod) {
    Map<String, String> environment = environment(container(pod, "spark-kubernetes-executor"));
    List<String> command = new ArrayList<>(List.of(release.java().resolve("bin/java").toString()));
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              if (name.startsWith("SPARK_JAVA_OPT_")) {
                command.add(value);
              }
            });
    command.addAll(
        List.of(
            "-Xmx" + environment.get("SPARK_EXECUTOR_MEMORY"),
            "-cp",
            home.resolve("jars") + "/*:" + release.root().resolve("jars") + "/*",
            "org.apache.spark.scheduler.cluster.k8s.KubernetesExecutorBackend"));
    Map.of(
            "--driver-url", "SPARK_DRIVER_URL",
            "--executor-id", "SPARK_EXECUTOR_ID",
            "--cores", "SPARK_EXECUTOR_CORES",
            "--app-id", "SPARK_APPLICATION_ID",
            "--hostname", "SPARK_EXECUTOR_POD_IP",
            "--resourceProfileId", "SPARK_RESOURCE_PROFILE_ID",
            "--podName", "SPARK_EXECUTOR_POD_NAME")
        .forEach((option, name) -> command.addAll(List.of(option, environment.get(name))));
    Map<String, String> all = new TreeMap<>(environment);
    all.put("SPARK_LOCAL_IP", "127.0.0.1");
    all.put("SPARK_LOCAL_DIRS", folder.resolve("scratch").toString());
    all.put("SPARK_SCALA_VERSION", "2.13");
    String name = pod.at("/metadata/name").asText();
    try {
      // As in a container, the jars that Spark sends lie in a directory of the executor's own.
      commands.start(name, command, all, Files.createDirectory(folder.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode container(JsonNode pod, String name) {
    return elements(pod.at("/spec/containers"))
        .filter(one -> one.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + pod));
  }

  private static Map<String, String> environment(JsonNode container) {
    Map<String, String> environment = new TreeMap<>();
    elements(container.path("env"))
        .forEach(
            one -> {
              String field = one.at("/valueFrom/fieldRef/fieldPath").asText();
              environment.put(
                  one.path("name").asText(),
                  switch (field) {
                    case "" -> one.path("value").asText();
                    case "status.podIP" -> "127.0.0.1";
                    default -> field;
                  });
            });
    return environment;
  }

  /** Returns the volumes by mount path. */
  private static Map<String, String> mounts(JsonNode pod) {
    Map<String, String> mounts = new TreeMap<>();
    elements(container(pod, "spark-kubernetes-executor").path("volumeMounts"))
        .forEach(one -> mounts.put(one.path("mountPath").asText(), one.path("name").asText()));
    return mounts;
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
