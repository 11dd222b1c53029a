package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.FakePrograms;
import io.euge.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the steps of docs/gpus.md from an unconfigured node to a running cluster, on a machine that
 * appears to have two GPUs. Scripts replace {@code nvidia-smi}, {@code sudo}, {@code kubectl} and
 * the spark-submit of YARN and Kubernetes; NVIDIA's control daemon and Spark's Master, Worker and
 * spark-submit are the real ones.
 */
class GpuDocumentIT {
  private static final Path HOME =
      Path.of(System.getProperty("euge.home", "..")).toAbsolutePath().normalize();

  private static final String NVIDIA_SMI =
      """
      mode=Default
      [ -f "$0.exclusive" ] && mode=Exclusive_Process
      case "$*" in
        *--query-gpu*)
          echo "0, GPU-0a1b2c3d-1111-2222-3333-444455556666, NVIDIA A10, 24576, 512, 37, $mode, [N/A]"
          echo "1, GPU-4e5f6a7b-1111-2222-3333-444455556666, NVIDIA A10, 24576, 512, 0, Default, [N/A]" ;;
        "-i 0 -c EXCLUSIVE_PROCESS")
          touch "$0.exclusive"
          echo "Set compute mode to EXCLUSIVE_PROCESS for GPU 00000000:01:00.0."
          echo "All done." ;;
        *) exit 2 ;;
      esac""";

  private static final String KUBECTL =
      """
      file=${*##*--from-file=config=}
      [ "$1 $2" = "create configmap" ] && grep -q "replicas: 2" "$file" || exit 1
      echo "configmap/$3 created\"""";

  /** Accepts jobs for YARN and Kubernetes if they have the required settings. */
  private static final String ELSEWHERE =
      """
      case " $* " in
        *" --master yarn "*) resource=spark.yarn.resourceGpuDeviceName=euge/gpu-slot ;;
        *" --master k8s://"*) resource=spark.kubernetes.executor.podTemplateFile= ;;
      esac
      if [ -n "${resource:-}" ]; then
        case " $* " in *" $resource"*" detect "*) echo "taken"; exit 0 ;; esac
        exit 1
      fi
      """;

  @TempDir Path folder;
  private Path spark;
  private Path mps;

  @BeforeEach
  void aMachineWithTwoGpus() throws IOException {
    spark = Files.createDirectories(folder.resolve("spark/conf")).getParent();
    SparkHome.linkJars(spark, SparkHome.jars());
    // The path of a socket must be short.
    mps = Files.createTempDirectory(Path.of("/tmp"), "gd");
    Path programs = Files.createDirectory(folder.resolve("programs"));
    FakePrograms.script(programs, "nvidia-smi", NVIDIA_SMI);
    FakePrograms.script(programs, "sudo", "exec \"$@\"");
    FakePrograms.script(programs, "kubectl", KUBECTL);
    Files.createSymbolicLink(folder.resolve("euge"), HOME.resolve("euge"));
    Files.createSymbolicLink(
        Files.createDirectory(folder.resolve("videos")).resolve("highway.mp4"), Shared.highway());
  }

  @Test
  void theWayFromABareNodeToACluster() throws Exception {
    int port = StandaloneCluster.freePort();
    SparkHome.complete(spark, port, ELSEWHERE);
    String text =
        Files.readString(HOME.resolve("docs/gpus.md"))
            .replace("spark://head:7077", "spark://127.0.0.1:" + port);
    TypedDocument typed = new TypedDocument(text, folder, environment(), 500);
    typed.printedWhatIsShown(12);
    assertThat(folder.resolve("doctor.txt")).content().contains("fail cuda", "NVIDIA A10");
    assertThat(folder.resolve("k8s/executor-pod.yaml")).content().contains("runtimeClassName");
    assertThat(folder.resolve("gpu-sim/index.html")).content().contains("a simulated GPU");
    assertThat(Files.readString(spark.resolve("worker.Worker.log")))
        .as("the Worker has found the slots with the planned settings")
        .contains("GPU-0a1b2c3d-1111-2222-3333-444455556666::1");
  }

  private Map<String, String> environment() {
    return Map.of(
        "PATH",
        folder.resolve("programs") + ":" + System.getenv("PATH"),
        "SPARK_HOME",
        spark.toString(),
        "EUGE_MPS",
        mps.toString(),
        "EUGE_CLAIMS",
        mps.resolve("claims").toString(),
        "model",
        Shared.model("yolo-fastest-1.1-xl.cfg").toString());
  }

  @AfterEach
  void endWhatWasStarted() throws Exception {
    RecordedProcesses.end(spark.resolve("pids"));
    ProcessBuilder stop =
        new ProcessBuilder(HOME.resolve("euge").toString(), "mps", "stop", "--force").inheritIO();
    stop.environment().putAll(environment());
    assertThat(stop.start().waitFor()).isZero();
    FileUtils.deleteDirectory(mps.toFile());
  }
}
