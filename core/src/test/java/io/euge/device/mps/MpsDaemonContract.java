package io.euge.device.mps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.euge.OptionException;
import io.euge.device.mps.MpsDaemon.StartResult;
import io.euge.device.mps.MpsDaemon.StopResult;
import io.euge.device.mps.MpsStatus.State;
import io.euge.process.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of a control daemon, NVIDIA's own or the fake. */
interface MpsDaemonContract {
  String UUID = "GPU-0a1b2c3d-1111-2222-3333-444455556666";
  String OTHER = "GPU-ffff2c3d-1111-2222-3333-444455556666";

  Daemons daemons();

  @AfterEach
  default void endAll() throws Exception {
    daemons().close();
  }

  @Test
  default void oneIsStartedOnceAndAdoptedThen() {
    MpsDaemon daemon = daemons().gpu(UUID);
    assertThat(daemon.status().state()).isEqualTo(State.STOPPED);
    assertThat(daemon.fault()).get().asString().contains("euge mps start");

    assertThat(daemon.start(MpsLimits.NONE)).isEqualTo(StartResult.STARTED);
    MpsStatus status = daemon.status();
    assertThat(status.state()).isEqualTo(State.RUNNING);
    assertThat(status.reason()).isEmpty();
    assertThat(status.startedByEuge()).isTrue();
    assertThat(status.daemonPid()).isPresent();
    assertThat(status.threadPercentage()).hasValue(100);
    assertThat(status.memoryLimit()).isEmpty();
    assertThat(status.servers()).isEmpty();
    assertThat(daemon.fault()).isEmpty();

    assertThat(daemon.start(MpsLimits.NONE)).isEqualTo(StartResult.ADOPTED);
    assertThat(daemon.status()).isEqualTo(status);
  }

  @Test
  default void ofManyStartsAtOnceOneStartsIt() {
    MpsDaemon daemon = daemons().gpu(UUID);
    List<StartResult> beginnings =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> daemon.start(MpsLimits.NONE)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(beginnings)
        .containsOnlyOnce(StartResult.STARTED)
        .containsOnly(StartResult.STARTED, StartResult.ADOPTED);
    assertThat(daemon.status().startedByEuge()).isTrue();
  }

  @Test
  default void itEndsAndLeavesNothingThatMisleads() {
    MpsDaemon daemon = daemons().gpu(UUID);
    daemon.start(MpsLimits.NONE);
    assertThat(daemon.stop(Duration.ofSeconds(1), false)).isEqualTo(StopResult.STOPPED);
    assertThat(daemon.status().state()).isEqualTo(State.STOPPED);
    assertThat(daemon.directory().pipe().resolve("control")).doesNotExist();
    assertThat(daemon.stop(Duration.ZERO, false)).isEqualTo(StopResult.ABSENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"100", "50", "33.3", "33.37", "0.1", "0.04", "12.50"})
  default void everyPercentageThatCanBeIsTaken(String percentage) {
    MpsDaemon daemon = daemons().gpu(UUID);
    daemon.start(limits(percentage, null));
    assertThat(daemon.status().threadPercentage().getAsDouble())
        .isCloseTo(Double.parseDouble(percentage), offset(0.0501));
  }

  @ParameterizedTest
  @CsvSource({
    "4G, 4G",
    "512M, 512M",
    "512mb, 512M",
    "2048M, 2G",
    "1g, 1G",
    "1M, 1M",
    "999999G, 999999G"
  })
  default void everyMemoryLimitThatCanBeIsTaken(String limit, String told) {
    MpsDaemon daemon = daemons().gpu(UUID);
    daemon.start(limits(null, limit));
    assertThat(daemon.status().memoryLimit()).contains(told);
  }

  /** Why limits are checked before they are sent. */
  @ParameterizedTest
  @CsvSource({
    "512, 512M",
    "12K, 12M",
    "3T, 3M",
    "1.5G, 1M",
    "1500M, 1G",
    "100000M, 97G",
    "0M, ''",
    "abc, ''"
  })
  default void theDaemonItselfTakesNonsenseInSilence(String limit, String told) {
    MpsDaemon daemon = daemons().gpu(UUID);
    daemon.start(MpsLimits.NONE);
    String answer =
        daemons()
            .raw(
                daemon,
                "set_default_device_pinned_mem_limit 0 "
                    + limit
                    + "\nget_default_device_pinned_mem_limit 0");
    assertThat(answer.strip()).isEqualTo(told);
    assertThatThrownBy(() -> MemoryLimit.parse(limit)).isInstanceOf(OptionException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "-5", "abc"})
  default void theDaemonItselfKeepsTheOldPercentageInSilence(String percentage) {
    MpsDaemon daemon = daemons().gpu(UUID);
    daemon.start(limits("40", null));
    assertThat(daemons().raw(daemon, "set_default_active_thread_percentage " + percentage).strip())
        .isEqualTo("40.0");
    assertThatThrownBy(() -> ThreadPercentage.parse(percentage))
        .isInstanceOf(OptionException.class);
  }

  @Test
  default void limitsAreSetOnOneThatRunsAlready() {
    MpsDaemon daemon = daemons().gpu(UUID);
    assertThatThrownBy(() -> daemon.limit(limits("50", "1G")))
        .isInstanceOf(MpsException.class)
        .hasMessageContaining("euge mps start");
    daemon.start(MpsLimits.NONE);
    assertThat(daemon.start(limits("50", "1G"))).isEqualTo(StartResult.ADOPTED);
    assertThat(daemon.status().threadPercentage()).hasValue(50);
    assertThat(daemon.status().memoryLimit()).contains("1G");
  }

  @Test
  default void oneThatWasKilledIsStartedAgain() throws Exception {
    MpsDaemon daemon = daemons().gpu(UUID);
    daemon.start(limits("50", null));
    long killed = daemon.status().daemonPid().getAsLong();
    Daemons.signal("KILL", killed);
    assertThat(new DaemonProcess(daemon.directory().pipe()).awaitExit()).isTrue();
    assertThat(daemon.status().state()).isEqualTo(State.STOPPED);
    assertThat(daemon.status().startedByEuge()).isFalse();

    assertThat(daemon.start(MpsLimits.NONE)).isEqualTo(StartResult.STARTED);
    assertThat(daemon.status().daemonPid()).isPresent();
    assertThat(daemon.status().daemonPid().getAsLong()).isNotEqualTo(killed);
    assertThat(daemon.status().threadPercentage()).hasValue(100);
  }

  @Test
  default void whatAKilledOneLeftIsCleared() throws Exception {
    MpsDaemon daemon = daemons().gpu(UUID);
    daemon.start(MpsLimits.NONE);
    Daemons.signal("KILL", daemon.status().daemonPid().getAsLong());
    assertThat(new DaemonProcess(daemon.directory().pipe()).awaitExit()).isTrue();
    assertThat(daemon.directory().pipe().resolve("control")).exists();
    assertThat(daemon.stop(Duration.ZERO, false)).isEqualTo(StopResult.ABSENT);
    assertThat(daemon.directory().pipe().resolve("control")).doesNotExist();
  }

  @Test
  default void oneThatDoesNotAnswerIsRefusedWithItsLogAndKilledByForce() throws Exception {
    MpsDaemon patient = daemons().gpu(UUID);
    patient.start(MpsLimits.NONE);
    MpsDaemon daemon = daemons().impatient(patient);
    long pid = patient.status().daemonPid().getAsLong();
    Daemons.signal("STOP", pid);
    MpsStatus status = daemon.status();
    assertThat(status.state()).isEqualTo(State.BROKEN);
    assertThat(daemon.fault()).isEqualTo(status.reason());
    assertThat(status.reason().orElseThrow())
        .contains("process " + pid, "does not answer", "control.log ends: ", "--force")
        .doesNotContain("\n");
    assertThatThrownBy(() -> daemon.start(MpsLimits.NONE))
        .isInstanceOf(MpsException.class)
        .hasMessage(status.reason().get());
    assertThatThrownBy(() -> daemon.stop(Duration.ZERO, false)).isInstanceOf(MpsException.class);

    assertThat(daemon.stop(Duration.ZERO, true)).isEqualTo(StopResult.KILLED);
    assertThat(patient.start(MpsLimits.NONE)).isEqualTo(StartResult.STARTED);
  }

  @Test
  default void anothersIsAdoptedAndEndedOnlyByForce() {
    MpsDaemon daemon = daemons().gpu(UUID);
    assertThat(daemons().run(daemon, List.of("-d"), "").exitCode()).isZero();
    assertThat(daemons().run(daemon, List.of("-d"), "").firstLine())
        .isEqualTo("An instance of this daemon is already running");

    assertThat(daemon.start(MpsLimits.NONE)).isEqualTo(StartResult.ADOPTED);
    assertThat(daemon.status().startedByEuge()).isFalse();
    assertThatThrownBy(() -> daemon.stop(Duration.ZERO, false))
        .isInstanceOf(MpsException.class)
        .hasMessageContaining("Euge did not start");
    assertThat(daemon.status().running()).isTrue();
    assertThat(daemon.stop(Duration.ZERO, true)).isEqualTo(StopResult.STOPPED);
  }

  @Test
  default void aLaterDaemonOfAnotherInOurDirectoryIsNotOurs() throws Exception {
    MpsDaemon daemon = daemons().gpu(UUID);
    daemon.start(MpsLimits.NONE);
    Daemons.signal("KILL", daemon.status().daemonPid().getAsLong());
    assertThat(new DaemonProcess(daemon.directory().pipe()).awaitExit()).isTrue();
    daemons().run(daemon, List.of("-d"), "");
    assertThat(daemon.status().running()).isTrue();
    assertThat(daemon.status().startedByEuge()).isFalse();
  }

  @Test
  default void twoGpusHaveADaemonEach() {
    MpsDaemon one = daemons().gpu(UUID);
    MpsDaemon two = daemons().gpu(OTHER);
    one.start(limits("50", "1G"));
    two.start(limits("25", "2G"));
    assertThat(one.status().daemonPid()).isNotEqualTo(two.status().daemonPid());
    assertThat(one.status().threadPercentage()).hasValue(50);
    assertThat(two.status().threadPercentage()).hasValue(25);
    one.stop(Duration.ZERO, false);
    assertThat(two.status().running()).isTrue();
    assertThat(two.status().memoryLimit()).contains("2G");
  }

  @Test
  default void theLongestPathWorksAndTheNextIsRefusedBeforeTheDaemonFails() {
    Path longest = path(MpsDirectory.MAX_PIPE_BYTES);
    Path log = daemons().folder().resolve("log");
    MpsDaemon daemon = daemons().in(new MpsDirectory(longest, log), UUID, program());
    assertThat(daemon.start(MpsLimits.NONE)).isEqualTo(StartResult.STARTED);

    Path tooLong = path(MpsDirectory.MAX_PIPE_BYTES + 1);
    assertThatThrownBy(() -> new MpsDirectory(tooLong, log))
        .isInstanceOf(MpsException.class)
        .hasMessageContaining("88 bytes")
        .hasMessageContaining("allows 87");
    Program.Result answer =
        program()
            .run(
                List.of("-d"),
                Map.of(MpsDirectory.PIPE, tooLong.toString(), MpsDirectory.LOG, "" + log),
                "",
                Duration.ofSeconds(5));
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.firstLine()).isEmpty();
  }

  @Test
  default void aPipeDirectoryThatCannotBeMadeIsNamed() throws Exception {
    MpsDaemon daemon = daemons().gpu(UUID);
    Files.createFile(daemon.directory().pipe());
    assertThatThrownBy(() -> daemon.start(MpsLimits.NONE))
        .isInstanceOf(MpsException.class)
        .hasMessageContaining("Cannot access CUDA_MPS_PIPE_DIRECTORY=" + daemon.directory().pipe());
  }

  @Test
  default void anUnknownServerIsNoServer() {
    MpsDaemon daemon = daemons().gpu(UUID);
    daemon.start(MpsLimits.NONE);
    assertThat(daemons().raw(daemon, "get_client_list 999999").strip())
        .isEqualTo("Server 999999 not found");
    assertThat(daemons().raw(daemon, "ps").strip()).isEqualTo("Server not found");
    assertThat(daemons().raw(daemon, "bogus").strip()).isEqualTo("Unknown command \"bogus\"");
  }

  Program program();

  private Path path(int bytes) {
    String folder = daemons().folder() + "/";
    return Path.of(folder + "x".repeat(bytes - folder.length()));
  }

  static MpsLimits limits(String percentage, String memory) {
    return new MpsLimits(
        Optional.ofNullable(percentage).map(ThreadPercentage::parse),
        Optional.ofNullable(memory).map(MemoryLimit::parse));
  }
}
