package io.euge.spark.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.device.Device;
import io.euge.device.DeviceRequest;
import io.euge.device.context.GpuBudget;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuQueryResult;
import io.euge.device.gpu.GpuQueryResult.Available;
import io.euge.device.gpu.GpuQueryResult.Reason;
import io.euge.device.gpu.GpuQueryResult.Unavailable;
import io.euge.device.gpu.VisibleGpus;
import io.euge.process.ProcessEnvironment;
import io.euge.spark.conf.ClusterSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Nothing here starts CUDA, so the environment of this process may say what it likes. */
@Isolated
class ExecutorDevicesTest {
  private static final GpuQueryResult TWO =
      new Available(List.of(gpu(0, "GPU-aaaa"), gpu(1, "GPU-bbbb")), List.of());
  private static final GpuQueryResult NONE =
      new Unavailable(Reason.NO_PROGRAM, "no nvidia-smi here");

  private static final String DRAINS =
      "CUDA does not start here: no server (807 cudaErrorMpsServerNotReady)";

  private final SparkConf conf = new SparkConf(false);
  private Optional<String> fault = Optional.empty();
  private final List<Throwable> lost = new ArrayList<>();
  private final FakeVariables variables = new FakeVariables();
  private String inherited;
  private EugeException refusal;
  private int asked;
  @TempDir Path folder;

  @Test
  void autoIsAGpuThatWorksAndElseTheProcessor() {
    assertThat(candidates(TWO, "auto")).containsExactly("cuda:0", "cuda:1");
    fault = Optional.of("cuDNN is missing");
    Executor devices = devices(TWO);
    int before = asked;
    assertThat(devices.candidates(DeviceRequest.AUTO)).containsExactly(Device.CPU);
    assertThat(devices.candidates(DeviceRequest.AUTO)).containsExactly(Device.CPU);
    assertThat(asked - before).isEqualTo(1);
  }

  @Test
  void missingCudaIsReportedWithWhatIsMissing() {
    fault = Optional.of("cuDNN is missing");
    assertThatThrownBy(() -> candidates(TWO, "cuda")).hasMessage("cuDNN is missing");
    assertThatThrownBy(() -> candidates(TWO, "cuda:1")).hasMessage("cuDNN is missing");
  }

  @Test
  void aDeviceOfOnesOwnIsThatOneOrNone() {
    assertThat(candidates(TWO, "cuda:1")).containsExactly("cuda:1");
    assertThat(candidates(TWO, "cpu")).containsExactly("cpu");
    assertThatThrownBy(() -> candidates(TWO, "cuda:2"))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("no device cuda:2, but [cuda:0, cuda:1]");
  }

  @Test
  void cudaMayWorkWhereTheDriversToolIsMissing() {
    assertThat(candidates(NONE, "cuda")).containsExactly("cuda:0");
  }

  @Test
  void aProcessorNeedsNoLookAtGpus() {
    Executor devices =
        new Executor(
            true,
            List.of(),
            () -> {
              throw new AssertionError();
            },
            cuda(
                () -> {
                  throw new AssertionError();
                }),
            variables);
    assertThat(devices.candidates(DeviceRequest.parse("cpu"))).containsExactly(Device.CPU);
  }

  @Test
  void withParametersTheGpusAreSimulatedOnesAndAutoLeavesThemAlone() {
    conf.set("spark.euge.sim.parameters", "anything");
    assertThat(candidates(TWO, "sim")).containsExactly("sim:0", "sim:1");
    assertThat(candidates(TWO, "auto")).containsExactly("cpu");
    assertThatThrownBy(() -> candidates(TWO, "cuda")).hasMessageContaining("simulated");
    assertThatThrownBy(() -> candidates(TWO, "sim:2")).hasMessageContaining("[sim:0, sim:1]");
    assertThat(candidates(NONE, "sim")).containsExactly("sim:0");
    assertThat(asked).isZero();
  }

  @Test
  void withoutParametersNothingIsSimulated() {
    assertThatThrownBy(() -> candidates(TWO, "sim:0"))
        .hasMessageContaining("sim:0")
        .hasMessageContaining("spark.euge.sim.parameters, one of [t4, a10, h100]");
  }

  @Test
  void whatSparkGaveIsAllThatCudaSees() {
    Executor devices =
        new Executor(
            false,
            List.of("GPU-bbbb::1"),
            () -> TWO,
            cuda(() -> fault),
            EnvironmentVariables.OF_PROCESS);
    assertThat(devices.candidates(DeviceRequest.parse("cuda"))).hasToString("[cuda:0]");
    assertThat(devices.gpus.resolve().gpu(Device.parse("cuda:0")))
        .flatMap(GpuBudget::gpu)
        .map(Gpu::uuid)
        .contains("GPU-bbbb");
    if (System.getenv(VisibleGpus.VARIABLE) == null) {
      assertThat(ProcessEnvironment.get(VisibleGpus.VARIABLE)).contains("GPU-bbbb");
    }
  }

  @Test
  void executorsThatAreGivenNothingClaimAGpuEach() {
    conf.set(ClusterSettings.GPU_CLAIMS.key(), folder.toString());
    try (Executor one = executor(List.of());
        Executor two = executor(List.of());
        Executor three = executor(List.of())) {
      assertThat(one.gpus.resolve().gpus()).hasToString("[cuda:0 (GPU-aaaa)]");
      assertThat(two.gpus.resolve().gpus()).hasToString("[cuda:0 (GPU-bbbb)]");
      assertThatThrownBy(() -> three.candidates(DeviceRequest.parse("cuda")))
          .isInstanceOf(EugeException.class)
          .hasMessageContaining("spark.euge.gpu.slots");
      assertThat(three.candidates(DeviceRequest.AUTO)).containsExactly(Device.CPU);
      one.close();
      assertThat(three.candidates(DeviceRequest.parse("cuda"))).hasToString("[cuda:0]");
      assertThat(three.gpus.resolve().gpus()).hasToString("[cuda:0 (GPU-aaaa)]");
    }
  }

  @Test
  void moreGpusThanRequestedIsWhatEveryExecutorSees() {
    conf.set(ClusterSettings.GPU_CLAIMS.key(), folder.toString());
    conf.set("spark.executor.resource.gpu.amount", "1");
    try (Executor one = executor(List.of("0", "1"));
        Executor two = executor(List.of("0", "1"))) {
      assertThat(one.gpus.resolve().gpus()).hasToString("[cuda:0 (GPU-aaaa)]");
      assertThat(two.gpus.resolve().gpus()).hasToString("[cuda:0 (GPU-bbbb)]");
    }
  }

  private Executor executor(List<String> addresses) {
    return new Executor(false, addresses, () -> TWO, cuda(() -> fault), variables);
  }

  /** The GPUs and devices of one process. */
  private final class Executor implements AutoCloseable {
    final GpuContextResolver gpus;
    final ExecutorDevices devices;

    Executor(
        boolean local,
        List<String> addresses,
        Supplier<GpuQueryResult> inventory,
        CudaStart cuda,
        EnvironmentVariables environment) {
      gpus =
          new GpuContextResolver(
              conf,
              new GpuAssignment(conf, local, addresses, inventory, environment),
              environment,
              cuda,
              new MpsMembership(false));
      devices = new ExecutorDevices(gpus, cuda);
    }

    List<Device> candidates(DeviceRequest request) {
      return devices.candidates(request);
    }

    @Override
    public void close() {
      gpus.close();
    }
  }

  private CudaStart cuda(Supplier<Optional<String>> attempt) {
    return new CudaStart(attempt, Duration.ofMillis(300), lost::add);
  }

  @Test
  void whatWasInheritedBecomesTheUuidsOfWhatIsUsedCountedFromZero() {
    inherited = "1";
    assertThat(devices(TWO).gpus.resolve().gpus()).hasToString("[cuda:0 (GPU-bbbb)]");
    assertThat(variables.now)
        .containsEntry(VisibleGpus.VARIABLE, "GPU-bbbb")
        .containsEntry("CUDA_DEVICE_ORDER", "PCI_BUS_ID");
    inherited = "0,1";
    conf.set(ClusterSettings.GPU_CLAIMS.key(), folder.toString());
    try (Executor one = executor(List.of());
        Executor two = executor(List.of())) {
      assertThat(one.candidates(DeviceRequest.parse("cuda"))).hasToString("[cuda:0]");
      assertThat(two.candidates(DeviceRequest.parse("cuda"))).hasToString("[cuda:0]");
      assertThat(variables.now).containsEntry(VisibleGpus.VARIABLE, "GPU-bbbb");
    }
  }

  @Test
  void whereTheVariableCannotBeSetNoGpuIsUsedAndOneSlotClaimed() {
    conf.set(ClusterSettings.GPU_CLAIMS.key(), folder.toString());
    refusal = new EugeException("JNA does not load");
    try (Executor one = executor(List.of())) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> one.candidates(DeviceRequest.parse("cuda"))).isSameAs(refusal);
      }
      refusal = null;
      assertThat(one.gpus.resolve().gpus()).hasToString("[cuda:0 (GPU-aaaa)]");
      assertThat(variables.now).containsEntry(VisibleGpus.VARIABLE, "GPU-aaaa");
    }
  }

  @Test
  void aServerThatDrainsYetIsWaitedFor() {
    fault = Optional.of(DRAINS);
    Executor devices =
        new Executor(
            true,
            List.of(),
            () -> TWO,
            new CudaStart(
                () -> {
                  asked++;
                  return asked < 3 ? fault : Optional.empty();
                },
                Duration.ofMinutes(1),
                lost::add),
            variables);
    assertThat(devices.candidates(DeviceRequest.parse("cuda:1"))).hasToString("[cuda:1]");
    assertThat(lost).isEmpty();
  }

  @Test
  void whoIsKeptOutForLongerIsLostForCudaAndAsksAgainForAuto() {
    fault = Optional.of(DRAINS);
    Executor devices = devices(TWO);
    assertThat(devices.candidates(DeviceRequest.AUTO)).containsExactly(Device.CPU);
    assertThat(lost).isEmpty();
    int before = asked;
    assertThatThrownBy(() -> devices.candidates(DeviceRequest.parse("cuda"))).hasMessage(DRAINS);
    assertThat(asked - before).as("the time is given once").isEqualTo(1);
    assertThat(lost).singleElement().extracting(Throwable::getMessage).isEqualTo(DRAINS);
    fault = Optional.empty();
    assertThat(devices.candidates(DeviceRequest.AUTO)).hasToString("[cuda:0, cuda:1]");
  }

  /** What a process is started with is what a test says. */
  private final class FakeVariables implements EnvironmentVariables {
    final Map<String, String> now = new HashMap<>();

    @Override
    public Map<String, String> inherited() {
      return inherited == null ? Map.of() : Map.of(VisibleGpus.VARIABLE, inherited);
    }

    @Override
    public void set(String name, String value) {
      if (refusal != null) {
        throw refusal;
      }
      now.put(name, value);
    }
  }

  private List<String> candidates(GpuQueryResult inventory, String request) {
    return devices(inventory).candidates(DeviceRequest.parse(request)).stream()
        .map(Device::toString)
        .toList();
  }

  private Executor devices(GpuQueryResult inventory) {
    return new Executor(
        true,
        List.of(),
        () -> inventory,
        cuda(
            () -> {
              asked++;
              return fault;
            }),
        variables);
  }

  private static Gpu gpu(int index, String uuid) {
    return new Gpu(
        index,
        uuid,
        "A",
        OptionalLong.of(24L << 30),
        OptionalLong.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
