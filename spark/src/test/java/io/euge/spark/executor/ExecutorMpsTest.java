package io.euge.spark.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.device.Device;
import io.euge.device.DeviceRequest;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuQueryResult;
import io.euge.device.gpu.GpuQueryResult.Available;
import io.euge.device.gpu.GpuQueryResult.Reason;
import io.euge.device.gpu.GpuQueryResult.Unavailable;
import io.euge.device.gpu.GpuShare;
import io.euge.device.mps.MpsDaemon;
import io.euge.device.mps.MpsLimits;
import io.euge.device.mps.MpsStatus;
import io.euge.device.mps.ThreadPercentage;
import io.euge.file.FileTree;
import io.euge.inference.EngineOptions;
import io.euge.inference.sharing.SharingMode;
import io.euge.process.ProcessEnvironment;
import io.euge.spark.conf.ClusterSettings;
import io.euge.spark.conf.MpsSettings;
import io.euge.testing.FakePrograms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** With a fake daemon, whose clients are what a test writes. */
@Isolated
class ExecutorMpsTest {
  private static final GpuShare SHARE = GpuShare.of(24L << 30, 4);

  private static final String PROGRAM = "euge.program.nvidia-cuda-mps-control";
  private static final Gpu GPU = gpu("GPU-0a1b2c3d-1111");

  @TempDir Path tools;
  private final SparkConf conf = new SparkConf(false);
  private Path folder;
  private MpsDaemon daemon;
  private GpuQueryResult inventory = new Available(List.of(GPU), List.of());
  private Optional<String> fault = Optional.empty();

  @BeforeEach
  void fake() throws Exception {
    System.setProperty(PROGRAM, FakePrograms.mpsControl(tools).toString());
    folder = Files.createTempDirectory(Path.of("/tmp"), "mps");
    daemon = MpsDaemon.ofGpu(GPU, folder);
    conf.set(ClusterSettings.MPS_DIRECTORY.key(), folder.toString());
    conf.set(ClusterSettings.MPS.key(), "auto");
    conf.set(ClusterSettings.GPU_SLOTS.key(), "4");
  }

  @AfterEach
  void endTheDaemon() throws Exception {
    daemon.stop(Duration.ZERO, true);
    System.clearProperty(PROGRAM);
    FileTree.delete(folder);
  }

  @Test
  void theFirstExecutorStartsTheDaemonAndTheNextTakesIt() {
    executor().start();
    MpsStatus status = daemon.status();
    assertThat(status.running()).isTrue();
    assertThat(status.threadPercentage()).hasValue(50);
    assertThat(status.memoryLimit()).contains("5G");
    assertThat(environment("CUDA_MPS_PIPE_DIRECTORY"))
        .isEqualTo(daemon.directory().pipe().toString());
    assertThat(environment("CUDA_MPS_PROTOCOL_VERSION")).isEqualTo("2");
    assertThat(environment("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE")).isEqualTo("50");
    assertThat(environment("CUDA_MPS_PINNED_DEVICE_MEM_LIMIT")).isEqualTo("0=5G");

    Executor next = executor();
    next.start();
    assertThat(daemon.status().daemonPid()).isEqualTo(status.daemonPid());
    assertThat(next.models()).isEqualTo((5L << 30) - SHARE.context());
    assertThat(next.threadPercentage()).isEqualTo(50);
    assertThat(next.attached()).isEqualTo(-1);
  }

  @Test
  void aClientIsProven() throws Exception {
    Executor client = executor();
    client.start();
    clients(ProcessHandle.current().pid());
    client.verify();
    assertThat(client.attached()).isEqualTo(1);
  }

  @Test
  void aProcessThatIsNotAClientContinuesOrIsRefused() throws Exception {
    Executor client = executor();
    client.start();
    clients(4711);
    client.verify();
    assertThat(client.attached()).isZero();

    conf.set(ClusterSettings.MPS.key(), "required");
    assertThatThrownBy(() -> executor().start())
        .isInstanceOf(EugeException.class)
        .hasMessageStartingWith("spark.euge.mps is 'required' and this executor cannot use MPS:")
        .hasMessageContaining("is not among the clients [4711]");
    clients(4711, ProcessHandle.current().pid());
    Executor required = executor();
    required.start();
    assertThat(required.attached()).isEqualTo(1);
  }

  @Test
  void aDaemonThatCountsProcessesOtherwiseProvesNothing() throws Exception {
    Executor client = executor();
    client.start();
    clients(4711);
    Path pid = daemon.directory().pipe().resolve("nvidia-cuda-mps-control.pid");
    String real = Files.readString(pid);
    // The fake reads its state there too, so it must be a living process that is no daemon.
    Files.writeString(pid, String.valueOf(ProcessHandle.current().pid()));
    try {
      client.verify();
      assertThat(client.attached()).isEqualTo(-1);
    } finally {
      Files.writeString(pid, real);
    }
  }

  @Test
  void withoutAGpuAutoContinuesAndRequiredFails() {
    inventory = new Unavailable(Reason.NO_DRIVER, "no driver here");
    Executor client = executor();
    client.start();
    client.verify();
    assertThat(client.attached()).isEqualTo(-1);
    assertThat(daemon.status().running()).isFalse();
    conf.set(ClusterSettings.MPS.key(), "required");
    assertThatThrownBy(() -> executor().start()).hasMessageEndingWith("no driver here");
  }

  @Test
  void requiredNeedsCudaToo() {
    conf.set(ClusterSettings.MPS.key(), "required");
    fault = Optional.of("cuDNN is missing");
    assertThatThrownBy(() -> executor().start()).hasMessageEndingWith("cuDNN is missing");
  }

  @Test
  void aProcessWithSeveralGpusIsRefusedBecauseEachHasADaemon() {
    inventory = new Available(List.of(GPU, gpu("GPU-b")), List.of());
    conf.set(ClusterSettings.MPS.key(), "required");
    assertThatThrownBy(() -> executor().start())
        .hasMessageContaining("spark.executor.resource.gpu.amount=1");
    assertThat(daemon.status().running()).isFalse();
  }

  @Test
  void whatAContainerWasGivenIsUsedAndNothingStarted() throws Exception {
    String pipe = daemon.directory().pipe().toString();
    conf.set(ClusterSettings.MPS.key(), "required");
    Executor early = executor(Map.of("CUDA_MPS_PIPE_DIRECTORY", pipe));
    assertThatThrownBy(early::start).hasMessageContaining("No MPS daemon runs in " + pipe);
    assertThat(daemon.status().running()).isFalse();

    daemon.start(MpsLimits.NONE);
    clients(ProcessHandle.current().pid());
    Executor client = executor(Map.of("CUDA_MPS_PIPE_DIRECTORY", pipe));
    client.start();
    assertThat(client.attached()).isEqualTo(1);
    assertThat(client.models()).isEqualTo(SHARE.models());
    assertThat(daemon.status().threadPercentage()).hasValue(100);
    assertThat(client.threadPercentage()).isEqualTo(100);
  }

  @Test
  void theLimitOfAnAdoptedDaemonIsReported() {
    daemon.start(new MpsLimits(Optional.of(ThreadPercentage.parse("25")), Optional.empty()));
    Executor client =
        executor(Map.of("CUDA_MPS_PIPE_DIRECTORY", daemon.directory().pipe().toString()));
    client.start();
    assertThat(client.threadPercentage()).isEqualTo(25);
  }

  @Test
  void aLimitThatTheDaemonDidNotAcceptIsNotReported() {
    System.setProperty(PROGRAM, tools.resolve("none").toString());
    Executor client = executor();
    client.start();
    System.setProperty(PROGRAM, tools.resolve("nvidia-cuda-mps-control").toString());
    assertThat(client.threadPercentage()).isEqualTo(100);
    assertThat(client.models()).isEqualTo(SHARE.models());
  }

  @Test
  void aContainerOfKubernetesStartsNoDaemonOfItsOwn() {
    Map<String, String> container = Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1");
    executor(container).start();
    assertThat(daemon.status().running()).isFalse();
    conf.set(ClusterSettings.MPS.key(), "required");
    assertThatThrownBy(() -> executor(container).start())
        .hasMessageContaining("Kubernetes")
        .hasMessageContaining("NVIDIA's device plugin");
  }

  @Test
  void toBeginTwiceIsHarmless() {
    Executor client = executor();
    client.start();
    daemon.stop(Duration.ZERO, true);
    client.start();
    assertThat(daemon.status().running()).isFalse();
  }

  @Test
  void withoutThePluginTheFirstTaskForAGpuBegins() {
    conf.set(ClusterSettings.MPS.key(), "required");
    conf.set(ClusterSettings.NVIDIA_SMI.key(), tools.resolve("none").toString());
    ModelReference model = new ModelReference("m", 0, tools.resolve("m").toString(), "m", "0", 0);
    try (ExecutorModels models = ExecutorModels.open(conf, "driver", List.of())) {
      assertThatThrownBy(
              () ->
                  models.lease(
                      model, DeviceRequest.AUTO, EngineOptions.DEFAULT, SharingMode.PROCESS))
          .isInstanceOf(EugeException.class)
          .hasMessageStartingWith("spark.euge.mps is 'required'");
    }
  }

  @Test
  void aContainerWithoutTheProgramMayHaveMpsAllTheSame() throws Exception {
    Path pipe = Files.createDirectory(folder.resolve("x"));
    Files.createFile(pipe.resolve("control"));
    System.setProperty(PROGRAM, tools.resolve("none").toString());
    conf.set(ClusterSettings.MPS.key(), "required");
    Executor client = executor(Map.of("CUDA_MPS_PIPE_DIRECTORY", pipe.toString()));
    client.start();
    client.verify();
    assertThat(client.attached()).isEqualTo(-1);
    System.setProperty(PROGRAM, tools.resolve("nvidia-cuda-mps-control").toString());
  }

  @Test
  void withMpsOffNoGpuIsQueried() {
    conf.set(ClusterSettings.MPS.key(), "off");
    inventory = null;
    Executor client = executor();
    client.start();
    assertThat(client.gpus.resolved()).isEmpty();
    client.verify();
    assertThat(client.attached()).isEqualTo(-1);
    assertThat(client.threadPercentage()).isEqualTo(100);
  }

  private Executor executor() {
    return executor(Map.of());
  }

  private Executor executor(Map<String, String> inherited) {
    return new Executor(inherited);
  }

  /** One that was started with some variables; what it sets is set in this process. */
  private final class Executor {
    final MpsMembership membership =
        new MpsMembership(MpsSettings.of(conf).mode() == MpsSettings.Mode.REQUIRED);
    final GpuContextResolver gpus;

    Executor(Map<String, String> inherited) {
      EnvironmentVariables environment =
          new EnvironmentVariables() {
            @Override
            public Map<String, String> inherited() {
              return inherited;
            }

            @Override
            public void set(String name, String value) {
              ProcessEnvironment.set(name, value);
            }
          };
      gpus =
          new GpuContextResolver(
              conf,
              new GpuAssignment(conf, true, List.of(), () -> inventory, environment),
              environment,
              new CudaStart(() -> fault, Duration.ZERO, failure -> {}),
              membership);
    }

    void start() {
      gpus.start();
    }

    void verify() {
      gpus.resolved().ifPresent(membership::verify);
    }

    int attached() {
      return membership.attached();
    }

    long models() {
      return gpus.resolve().modelBytes(Device.parse("cuda:0")).orElseThrow();
    }

    double threadPercentage() {
      return gpus.resolved().map(context -> context.mps().threadPercentage()).orElse(100.0);
    }
  }

  private void clients(long... pids) throws Exception {
    Path pipe = daemon.directory().pipe();
    Files.writeString(pipe.resolve("servers"), "99 ACTIVE\n");
    StringBuilder list = new StringBuilder();
    for (long pid : pids) {
      list.append(pid).append('\n');
    }
    Files.writeString(pipe.resolve("clients.99"), list);
  }

  private static String environment(String name) {
    return ProcessEnvironment.get(name).orElseThrow();
  }

  private static Gpu gpu(String uuid) {
    return new Gpu(
        0,
        uuid,
        "A",
        OptionalLong.of(24L << 30),
        OptionalLong.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
