package io.euge.device.mps;

import static io.euge.device.mps.MpsDaemonContract.limits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.euge.device.gpu.ComputeMode;
import io.euge.device.gpu.Gpu;
import io.euge.device.mps.MpsDaemon.StartResult;
import io.euge.device.mps.MpsDaemon.StopResult;
import io.euge.device.mps.MpsStatus.State;
import io.euge.process.HostLock;
import io.euge.process.Program;
import io.euge.testing.FakePrograms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract with the fake, and what only a GPU would show: live servers and clients. */
class MpsDaemonTest implements MpsDaemonContract {
  @TempDir Path tools;
  private Program program;
  private Daemons daemons;

  @BeforeEach
  void fake() {
    program = Program.at(FakePrograms.mpsControl(tools));
    daemons = new Daemons(program);
  }

  @Override
  public Program program() {
    return program;
  }

  @Override
  public Daemons daemons() {
    return daemons;
  }

  @ParameterizedTest
  @ValueSource(strings = {"4711\n4712\n", "4711 4712\n", " 4711  4712"})
  void clientsAreReadWithLinesOrBlanksBetween(String list) throws Exception {
    MpsDaemon daemon = serving(list, "");
    MpsStatus status = daemon.status();
    assertThat(status.servers()).singleElement().extracting(MpsServer::pid).isEqualTo(99L);
    assertThat(status.servers().get(0).state()).contains("ACTIVE");
    assertThat(status.clients()).extracting(MpsClient::pid).containsExactly(4711L, 4712L);
    assertThat(status.clients()).allSatisfy(client -> assertThat(client.state()).isEmpty());
    assertThat(status.serves(4711)).isTrue();
    assertThat(status.serves(99)).isFalse();
  }

  @Test
  void anEndWaitsForAStartUnderWay() throws Exception {
    MpsDaemon daemon = daemons.gpu("GPU-aaaa");
    daemon.start(MpsLimits.NONE);
    CompletableFuture<StopResult> ending;
    try (HostLock start = HostLock.acquire(lock(daemon))) {
      assertThat(start).isNotNull();
      ending = CompletableFuture.supplyAsync(() -> daemon.stop(Duration.ZERO, false));
      assertThatThrownBy(() -> ending.get(500, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThat(daemon.status().running()).isTrue();
    }
    assertThat(ending.get(20, TimeUnit.SECONDS)).isEqualTo(StopResult.STOPPED);
  }

  @Test
  void aLinkInTheLocksPlaceIsNotFollowed() throws Exception {
    MpsDaemon daemon = daemons.gpu("GPU-aaaa");
    Path target = tools.resolve("anything");
    Files.createSymbolicLink(lock(daemon), target);
    assertThatThrownBy(() -> daemon.start(MpsLimits.NONE))
        .isInstanceOf(MpsException.class)
        .hasMessageContaining("Cannot take the lock " + lock(daemon));
    Files.delete(lock(daemon));
    assertThat(target).doesNotExist();
  }

  /** Root is refused nothing, so as root this shows nothing. */
  @Test
  void withoutAnothersLockItContinues() throws Exception {
    MpsDaemon daemon = daemons.gpu("GPU-aaaa");
    Files.createFile(
        lock(daemon),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
    assumeThat(Files.isWritable(lock(daemon))).isFalse();
    assertThat(daemon.start(MpsLimits.NONE)).isEqualTo(StartResult.STARTED);
    assertThat(daemon.stop(Duration.ZERO, false)).isEqualTo(StopResult.STOPPED);
  }

  private static Path lock(MpsDaemon daemon) {
    Path pipe = daemon.directory().pipe();
    return pipe.resolveSibling(pipe.getFileName() + ".lock");
  }

  @Test
  void livingProcessesThatUseASimulatedGpuAreTheFakesClients() throws Exception {
    MpsDaemon daemon = daemons.gpu("GPU-aaaa");
    daemon.start(limits(null, null));
    assertThat(daemon.status().servers()).isEmpty();
    Path clients = Files.createDirectory(daemon.directory().pipe().resolve("sim-clients"));
    long self = ProcessHandle.current().pid();
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Files.createFile(clients.resolve(Long.toString(self)));
    Files.createFile(clients.resolve(Long.toString(ended.pid())));
    MpsStatus status = daemon.status();
    assertThat(status.clients()).extracting(MpsClient::pid).containsExactly(self);
    assertThat(status.servers().get(0).state()).contains("ACTIVE");
  }

  @Test
  void theStatesOfClientsAreInTheColumnThatHasTheirName() throws Exception {
    MpsDaemon daemon =
        serving(
            "4711\n4712\n",
            """
            PID       ID        SERVER         STATUS         DEVICE         NAMESPACE      COMMAND        ATTRIBUTES
            4711      0         99             ACTIVE         GPU-0a1b2c3d   4026531836     java -cp a b
            4712      0         99             INACTIVE       GPU-0a1b2c3d   4026531836     java -cp a b
            """);
    assertThat(daemon.status().clients())
        .containsExactly(
            new MpsClient(4711, Optional.of("ACTIVE")),
            new MpsClient(4712, Optional.of("INACTIVE")));
  }

  @Test
  void aTableWithoutStatesLeavesThemEmpty() throws Exception {
    MpsDaemon daemon =
        serving("4711\n", "PID ID SERVER DEVICE NAMESPACE COMMAND\n4711 0 99 GPU-a 4 java\n");
    assertThat(daemon.status().clients()).containsExactly(new MpsClient(4711, Optional.empty()));
  }

  @Test
  void limitsReachServersThatRun() throws Exception {
    MpsDaemon daemon = serving("4711\n", "");
    assertThat(daemon.status().servers().get(0).threadPercentage()).isEmpty();
    daemon.limit(limits("25", "3G"));
    MpsServer server = daemon.status().servers().get(0);
    assertThat(server.threadPercentage()).hasValue(25);
    assertThat(server.memoryLimit()).contains("3G");
  }

  @Test
  void aFaultOfTheServerIsDetected() throws Exception {
    MpsDaemon daemon = serving("", "");
    Files.writeString(daemon.directory().pipe().resolve("servers"), "99 FAULT\n");
    assertThat(daemon.status().servers().get(0).state()).contains("FAULT");
  }

  @Test
  void oneWithClientsIsNotStoppedUnlessForced() throws Exception {
    MpsDaemon daemon = serving("4711\n", "");
    assertThatThrownBy(() -> daemon.stop(Duration.ZERO, false))
        .isInstanceOf(MpsException.class)
        .hasMessageContaining("[4711]");
    daemon.stop(Duration.ZERO, true);
    assertThat(daemon.status().state()).isEqualTo(State.STOPPED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Insufficient privileges for UID 65534. Control deamon settings can only be modified by"
            + " the user started it or by the root user.",
        "Insufficient privileges for UID 65534",
        "Not enough privilege to execute quit command"
      })
  void aDaemonThatRefusesThisUserSaysWhoMay(String words) throws Exception {
    MpsDaemon daemon = daemons.gpu(UUID);
    daemon.start(MpsLimits.NONE);
    Path refuses = daemon.directory().pipe().resolve("refuses");
    Files.writeString(refuses, words + "\n");
    assertThatThrownBy(() -> daemon.limit(limits("50", null)))
        .isInstanceOf(MpsException.class)
        .hasMessageContaining(words)
        .hasMessageContaining("as root");
    assertThat(daemon.fault()).get().asString().contains("refuses");
    Files.delete(refuses);
  }

  @Test
  void aDaemonThatAnswersWithNonsenseIsBroken() throws Exception {
    MpsDaemon daemon = daemons.gpu(UUID);
    daemon.start(MpsLimits.NONE);
    Files.writeString(daemon.directory().pipe().resolve("refuses"), "Segmentation fault\n");
    assertThat(daemon.status().state()).isEqualTo(State.BROKEN);
    assertThat(daemon.fault()).get().asString().contains("nonsense");
    Files.delete(daemon.directory().pipe().resolve("refuses"));
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    MpsDaemon daemon =
        daemons.in(
            MpsDirectory.ofGpu(daemons.folder(), UUID), UUID, Program.at(Path.of("/no/mps")));
    assertThatThrownBy(() -> daemon.start(MpsLimits.NONE)).hasMessageContaining("/no/mps");
  }

  @Test
  void aFolderThatOthersCanWriteToIsRefused() throws Exception {
    Path open = Files.createDirectory(daemons.folder().resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    MpsDaemon daemon = daemons.in(MpsDirectory.ofGpu(open, UUID), UUID, program);
    assertThatThrownBy(() -> daemon.start(MpsLimits.NONE))
        .isInstanceOf(MpsException.class)
        .hasMessageContaining(open.toString())
        .hasMessageContaining("rwxrwxrwx");
  }

  @Test
  void aDividedOrClosedGpuIsRefused() {
    assertThatThrownBy(() -> start(gpu(ComputeMode.DEFAULT, true)))
        .isInstanceOf(MpsException.class)
        .hasMessageContaining("MIG");
    assertThatThrownBy(() -> start(gpu(ComputeMode.PROHIBITED, false)))
        .isInstanceOf(MpsException.class)
        .hasMessageContaining("EXCLUSIVE_PROCESS");
  }

  @Test
  void aDaemonOfSeveralDevicesLimitsTheMemoryOfEach() {
    MpsDirectory directory = MpsDirectory.ofGpu(daemons.folder(), UUID);
    daemons.in(directory, UUID, program);
    MpsDaemon daemon = new MpsDaemon(program, directory, "", List.of(), 3, Duration.ofSeconds(5));
    daemon.start(limits(null, "2G"));
    for (int device = 0; device < 3; device++) {
      assertThat(daemons.raw(daemon, "get_default_device_pinned_mem_limit " + device).strip())
          .isEqualTo("2G");
    }
  }

  private void start(Gpu gpu) {
    MpsDirectory directory = MpsDirectory.ofGpu(daemons.folder(), UUID);
    daemons.in(directory, UUID, program);
    new MpsDaemon(program, directory, UUID, List.of(gpu), 1, Duration.ofSeconds(5))
        .start(MpsLimits.NONE);
  }

  @Test
  void aLimitAboveTheMemoryOfTheGpuIsRefused() {
    Gpu gpu = gpu(ComputeMode.DEFAULT, false);
    assertThat(limits(null, "24G").within(gpu)).isEqualTo(limits(null, "24G"));
    assertThatThrownBy(() -> limits(null, "25G").within(gpu)).hasMessageContaining("24576M");
  }

  private MpsDaemon serving(String clients, String table) throws Exception {
    MpsDaemon daemon = daemons.gpu(UUID);
    daemon.start(MpsLimits.NONE);
    Path pipe = daemon.directory().pipe();
    Files.writeString(pipe.resolve("servers"), "99 ACTIVE\n");
    Files.writeString(pipe.resolve("clients.99"), clients);
    if (!table.isEmpty()) {
      Files.writeString(pipe.resolve("table.99"), table);
    }
    return daemon;
  }

  private static Gpu gpu(ComputeMode mode, boolean mig) {
    return new Gpu(
        0,
        UUID,
        "A",
        OptionalLong.of(24L << 30),
        OptionalLong.empty(),
        OptionalInt.empty(),
        Optional.of(mode),
        Optional.of(mig));
  }

  @Test
  void namesOfDirectoriesAreShortAndOneAGpu() {
    MpsDirectory directory = MpsDirectory.ofGpu(Path.of("/tmp/euge-mps-me"), UUID);
    assertThat(directory.pipe()).hasToString("/tmp/euge-mps-me/0a1b2c3d");
    assertThat(directory.log()).hasToString("/tmp/euge-mps-me/0a1b2c3d-log");
    assertThat(List.of(directory)).doesNotContain(MpsDirectory.ofGpu(Path.of("/tmp"), OTHER));
  }
}
