package io.euge.spark.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuQueryResult.Available;
import io.euge.device.mps.MpsDaemon;
import io.euge.device.mps.MpsDirectory;
import io.euge.device.mps.MpsStatus;
import io.euge.file.FileTree;
import io.euge.process.ProcessEnvironment;
import io.euge.spark.EugePlugin;
import io.euge.spark.LocalSpark;
import io.euge.spark.conf.ClusterSettings;
import io.euge.testing.NvidiaTools;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Executors and NVIDIA's own control daemon, which needs no GPU to be started and asked. */
@Timeout(120)
class ExecutorMpsIT {
  @TempDir Path logs;

  @Test
  void ofManyExecutorsThatBeginAtOnceOneStartsTheDaemonAndAllHaveItsDirectory() throws Exception {
    NvidiaTools.mpsControl();
    Path folder = Files.createTempDirectory(Path.of("/tmp"), "mps");
    MpsDaemon daemon = MpsDaemon.ofGpu(StartMain.GPU, folder);
    List<Process> executors = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        executors.add(begin(folder, logs.resolve(i + ".log").toFile()));
      }
      for (int i = 0; i < executors.size(); i++) {
        assertThat(executors.get(i).waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(logs.resolve(i + ".log")))
            .contains("pipe " + daemon.directory().pipe() + " cap 50 limit 0=5G attached -1");
        assertThat(executors.get(i).exitValue()).isZero();
      }
      MpsStatus status = daemon.status();
      assertThat(status.running()).as("it outlives the executors").isTrue();
      assertThat(status.startedByEuge()).isTrue();
      assertThat(status.threadPercentage()).hasValue(50);
      assertThat(status.memoryLimit()).contains("5G");
    } finally {
      executors.forEach(Process::destroyForcibly);
      daemon.stop(Duration.ZERO, true);
      FileTree.delete(folder);
    }
  }

  @Test
  void anExecutorThatCannotHaveTheMpsItNeedsDoesNotStart() {
    Throwable failure =
        catchThrowable(
            () ->
                LocalSpark.builder(1)
                    .config("spark.plugins", EugePlugin.class.getName())
                    .config("spark.euge.mps", "required")
                    .config("spark.euge.gpu.nvidia-smi", logs.resolve("none").toString())
                    .getOrCreate()
                    .stop());
    assertThat(failure)
        .hasStackTraceContaining("spark.euge.mps is 'required' and this executor cannot use MPS");
  }

  private static Process begin(Path folder, File log) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            StartMain.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .redirectOutput(log)
        .start();
  }

  /** What an executor does about MPS when it begins. */
  static final class StartMain {
    static final Gpu GPU =
        new Gpu(
            0,
            "GPU-0a1b2c3d-2222",
            "A",
            OptionalLong.of(24L << 30),
            OptionalLong.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty());

    private StartMain() {}

    public static void main(String[] arguments) {
      SparkConf conf =
          new SparkConf(false)
              .set(ClusterSettings.MPS.key(), "auto")
              .set(ClusterSettings.MPS_DIRECTORY.key(), arguments[0])
              .set(ClusterSettings.GPU_SLOTS.key(), "4");
      EnvironmentVariables environment = EnvironmentVariables.OF_PROCESS;
      MpsMembership membership = new MpsMembership(false);
      new GpuContextResolver(
              conf,
              new GpuAssignment(
                  conf, true, List.of(), () -> new Available(List.of(GPU), List.of()), environment),
              environment,
              new CudaStart(Optional::empty, Duration.ZERO, failure -> {}),
              membership)
          .start();
      System.out.printf(
          "pipe %s cap %s limit %s attached %d%n",
          ProcessEnvironment.get(MpsDirectory.PIPE).orElse(""),
          ProcessEnvironment.get("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE").orElse(""),
          ProcessEnvironment.get("CUDA_MPS_PINNED_DEVICE_MEM_LIMIT").orElse(""),
          membership.attached());
    }
  }
}
